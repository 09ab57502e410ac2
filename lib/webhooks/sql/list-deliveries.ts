import { idFloor } from "#lib/core/id.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { DeliveryFilter } from "../schema.ts";
import { shownState } from "./shown-state.ts";

const CODE = { pending: 0, leased: 1, held: 2, parked: 3, delivered: 4, dead: 5, cancelled: 6 } as const;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const { sql, empty, join } = Prisma;

const HOT_STATE = Prisma.raw(shownState("d", "s"));

/** `id`: exactly this one. */
type Which = DeliveryFilter & { id?: string };

function common(workspaceId: string, filter: Which): Prisma.Sql[] {
  const parts = [sql`d.workspace_id = ${workspaceId}::uuid`];
  const { environment, source, destination, event, integration, replay, type, from, to, text, cursor } = filter;
  if (filter.id !== undefined) parts.push(sql`d.id = ${filter.id}::uuid`);
  if (cursor !== undefined) parts.push(sql`d.id < ${cursor}::uuid`);
  if (environment !== undefined) parts.push(sql`d.environment = ${environment}::environment`);
  if (source !== undefined) parts.push(sql`d.source_id = ${source}::uuid`);
  if (destination !== undefined) parts.push(sql`d.destination_id = ${destination}::uuid`);
  if (event !== undefined) parts.push(sql`d.event_id = ${event}::uuid`);
  if (replay !== undefined) parts.push(sql`d.replay_id = ${replay}::uuid`);
  if (integration !== undefined)
    parts.push(
      sql`d.integration_id = (select id from integration where slug = ${integration} and workspace_id = ${workspaceId}::uuid)`,
    );
  if (type !== undefined)
    parts.push(type.endsWith("*") ? sql`starts_with(d.event_type, ${type.slice(0, -1)})` : sql`d.event_type = ${type}`);
  if (from !== undefined) parts.push(sql`d.id >= ${idFloor(from)}::uuid`);
  if (to !== undefined) parts.push(sql`d.id < ${idFloor(to)}::uuid`);
  if (text !== undefined) parts.push(textCondition(text));
  return parts;
}

/** An id finds its row; other words look into type, error and the provider's id. */
function textCondition(text: string): Prisma.Sql {
  const id = UUID.exec(text.toLowerCase())?.[0];
  if (id !== undefined) return sql`(d.id = ${id}::uuid or d.event_id = ${id}::uuid)`;
  const like = `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return sql`(d.event_type ilike ${like} or d.last_error ilike ${like}
    or exists (select 1 from event x where x.id = d.event_id and x.external_id = ${text}))`;
}

/** Newest first over the hot table and the history together; each side reads no more than a page. */
export function listDeliveriesSql(workspaceId: string, filter: Which): Prisma.Sql {
  const where = join(common(workspaceId, filter), " and ");
  const codes = filter.state?.map((state) => CODE[state]);
  const hotState = codes === undefined ? empty : sql`and ${HOT_STATE} = any(${codes}::int[])`;
  const onlyDead = codes?.length === 1 && codes[0] === CODE.dead;
  const endedState = onlyDead
    ? sql`and d.state = 5 and d.resolution is null`
    : codes === undefined
      ? empty
      : sql`and d.state = any(${codes}::int[])`;
  const limit = filter.limit + 1;
  const hot = sql`(select d.id, d.event_id, d.source_id, d.destination_id, d.integration_id, d.environment::text as environment, d.event_type,
      ${HOT_STATE}::int as state,
      case when d.state = 0 and s.paused then 'paused' when d.state = 0 and s.breaker = 'open' and s.open_until > now() then 'breaker'
        when d.state = 2 and dest.status = 'disabled' then 'disabled' end as waits,
      d.attempt_count, d.replay_no, d.last_error, d.last_status, null::text as reason, null::text as resolution,
      null::text as resolved_reason, d.created_at, d.next_attempt_at, null::timestamptz as finished_at
    from delivery d join destination_state s on s.id = d.destination_id join destination dest on dest.id = d.destination_id
    where ${where} ${hotState} order by d.id desc limit ${limit})`;
  const ended = sql`(select d.id, d.event_id, d.source_id, d.destination_id, d.integration_id, d.environment::text as environment, d.event_type, d.state::int as state,
      null::text as waits, d.attempt_count, d.replay_no, d.last_error, d.last_status, d.reason, d.resolution, d.resolved_reason, d.created_at,
      null::timestamptz as next_attempt_at, d.finished_at
    from delivery_history d where ${where} ${endedState} order by d.id desc limit ${limit})`;
  const wantsHot = codes === undefined || codes.some((code) => code < 4);
  const wantsEnded = codes === undefined || codes.some((code) => code >= 4);
  const both = wantsHot && wantsEnded ? sql`${hot} union all ${ended}` : wantsHot ? hot : ended;
  return sql`
    select p.id, p.event_id as "eventId", p.source_id as "sourceId", p.destination_id as "destinationId", p.environment,
      p.event_type as "eventType", p.state, p.waits, p.attempt_count as "attemptCount", p.replay_no as "replayNo",
      p.last_error as "lastError", p.last_status as "lastStatus", p.reason, p.resolution, p.resolved_reason as "resolvedReason",
      p.created_at as "createdAt", p.next_attempt_at as "nextAttemptAt", p.finished_at as "finishedAt",
      src.name as "sourceName", dst.name as "destinationName", i.slug as integration, e.external_id as "externalId"
    from (select * from (${both}) u order by id desc limit ${limit}) p
    join source src on src.id = p.source_id join destination dst on dst.id = p.destination_id
    left join integration i on i.id = p.integration_id left join event e on e.id = p.event_id
    order by p.id desc`;
}
