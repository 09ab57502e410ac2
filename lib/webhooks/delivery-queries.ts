import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { causeWords, whyOf } from "./delivery-words.ts";
import { webhookId } from "./dispatch/sign-delivery.ts";
import {
  type AttemptDto,
  type CauseGroup,
  DELIVERY_STATES,
  type DeliveryDetail,
  type DeliveryDto,
  DeliveryFilter,
  type ReplayDto,
} from "./schema.ts";
import { listDeliveriesSql } from "./sql/list-deliveries.ts";

type Row = Omit<DeliveryDto, "state" | "why" | "createdAt" | "nextAttemptAt" | "finishedAt"> & {
  state: number;
  waits: "breaker" | "paused" | "disabled" | null;
  resolvedReason: string | null;
  createdAt: Date;
  nextAttemptAt: Date | null;
  finishedAt: Date | null;
};

function toDto({ waits, resolvedReason, ...row }: Row): DeliveryDto {
  const state = DELIVERY_STATES[row.state] ?? "pending";
  return {
    ...row,
    state,
    why: whyOf({ ...row, state, waits, resolvedReason }),
    createdAt: row.createdAt.toISOString(),
    nextAttemptAt: state === "pending" ? (row.nextAttemptAt?.toISOString() ?? null) : null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Newest first, what has not ended and what has in one list. */
export async function listDeliveries(ctx: Ctx, raw: unknown): Promise<{ items: DeliveryDto[]; next: string | null }> {
  authorize(ctx, "workspace:read");
  const filter = parseInput(DeliveryFilter, raw);
  const rows = await db().$queryRaw<Row[]>(listDeliveriesSql(ctx.workspaceId, filter));
  const page = rows.slice(0, filter.limit);
  return { items: page.map(toDto), next: rows.length > filter.limit ? (page.at(-1)?.id ?? null) : null };
}

export async function getDelivery(ctx: Ctx, id: string): Promise<DeliveryDetail> {
  authorize(ctx, "workspace:read");
  if (!isUuid(id)) throw notFound("This delivery");
  const [row] = await db().$queryRaw<Row[]>(listDeliveriesSql(ctx.workspaceId, { id, limit: 1 }));
  if (row === undefined) throw notFound("This delivery");
  const [attempts, event, route] = await Promise.all([
    db().attempt.findMany({
      where: { deliveryId: id, workspaceId: ctx.workspaceId },
      orderBy: { id: "asc" },
      take: 100,
    }),
    db().event.findFirst({
      where: { id: row.eventId, workspaceId: ctx.workspaceId },
      select: { traceId: true, receivedAt: true },
    }),
    db().$queryRaw<{ eventTypes: string[] }[]>`
      select r.event_types as "eventTypes" from route r join (select route_id from delivery where id = ${id}::uuid
        union all select route_id from delivery_history where id = ${id}::uuid) d on d.route_id = r.id`,
  ]);
  return {
    ...toDto(row),
    webhookId: webhookId(row.eventId),
    traceId: event?.traceId ?? null,
    receivedAt: event?.receivedAt.toISOString() ?? null,
    routeTypes: route[0]?.eventTypes ?? [],
    resolvedReason: row.resolvedReason,
    attempts: attempts.map(toAttempt),
  };
}

function toAttempt(row: Prisma.AttemptGetPayload<object>): AttemptDto {
  return {
    id: row.id,
    number: row.number,
    at: row.at.toISOString(),
    outcome: row.outcome,
    status: row.status,
    durationMs: row.durationMs,
    connectMs: row.connectMs,
    error: row.error,
    requestHeaders: textMap(row.requestHeaders),
    responseHeaders: textMap(row.responseHeaders),
    responseBody: row.responseBody === null ? null : Buffer.from(row.responseBody).toString("utf8"),
  };
}

function textMap(value: Prisma.JsonValue): Record<string, string> {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, String(text)]));
}

type GroupRow = Omit<CauseGroup, "title" | "advice" | "first" | "last"> & { first: Date; last: Date };
/** Groups look at this many of the newest open dead letters, so that the page stays quick whatever lies there. */
export const GROUPED_AT_MOST = 20_000;

export async function listCauses(
  ctx: Ctx,
  filter: { environment?: "test" | "live" | undefined } = {},
): Promise<CauseGroup[]> {
  authorize(ctx, "workspace:read");
  const environment = filter.environment ?? null;
  const rows = await db().$queryRaw<GroupRow[]>`
    with open as (
      select h.id, h.reason, h.last_status, h.destination_id, h.source_id, h.event_type, h.finished_at from delivery_history h
      where h.workspace_id = ${ctx.workspaceId}::uuid and h.state = 5 and h.resolution is null
        and (${environment}::text is null or h.environment = ${environment}::environment)
      order by h.id desc limit ${GROUPED_AT_MOST})
    select coalesce(o.reason, 'exhausted') as reason, o.last_status as status, o.destination_id as "destinationId",
      d.name as "destinationName", min(s.name) as "sourceName", count(*)::int as count, min(o.finished_at) as first, max(o.finished_at) as last,
      (array_agg(distinct o.event_type))[1:4] as types, (array_agg(o.id::text order by o.id desc))[1:5] as "newestIds"
    from open o join destination d on d.id = o.destination_id join source s on s.id = o.source_id
    group by 1, 2, 3, 4 order by count(*) desc`;
  return rows.map((row) => ({
    ...row,
    ...causeWords(row.reason, row.status),
    first: row.first.toISOString(),
    last: row.last.toISOString(),
  }));
}

export type StateCounts = Record<(typeof DELIVERY_STATES)[number], number>;

/** Everything that has not ended, what ended since a moment, and every open dead letter. */
export async function countStates(
  ctx: Ctx,
  { environment, since }: { environment?: "test" | "live" | undefined; since: Date },
): Promise<StateCounts> {
  authorize(ctx, "workspace:read");
  const env = environment === undefined ? Prisma.empty : Prisma.sql`and d.environment = ${environment}::environment`;
  const rows = await db().$queryRaw<{ state: number; n: number }[]>`
    select case when d.state = 0 and (s.paused or (s.breaker = 'open' and s.open_until > now())) then 2 else d.state end::int as state,
      count(*)::int as n
    from delivery d join destination_state s on s.id = d.destination_id
    where d.workspace_id = ${ctx.workspaceId}::uuid ${env} group by 1
    union all
    select d.state::int, count(*)::int from delivery_history d
    where d.workspace_id = ${ctx.workspaceId}::uuid and d.state <> 5 and d.id >= uuid_floor(${since}::timestamptz) ${env} group by 1
    union all
    select 5, count(*)::int from delivery_history d
    where d.workspace_id = ${ctx.workspaceId}::uuid and d.state = 5 and d.resolution is null ${env}`;
  const counts: StateCounts = { pending: 0, leased: 0, held: 0, parked: 0, delivered: 0, dead: 0, cancelled: 0 };
  for (const { state, n } of rows) {
    const word = DELIVERY_STATES[state];
    if (word !== undefined) counts[word] += n;
  }
  return counts;
}

function toReplay(row: Prisma.ReplayGetPayload<object>): ReplayDto {
  const { id, state, total, done, skipped, ratePerS, reason, createdByLabel, createdAt, finishedAt } = row;
  const times = { createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null };
  return { id, state, total, done, skipped, ratePerS, reason, by: createdByLabel, ...times };
}

export async function listReplays(ctx: Ctx): Promise<ReplayDto[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().replay.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { createdAt: "desc" },
    take: 20,
  });
  return rows.map(toReplay);
}

export async function getReplay(ctx: Ctx, id: string): Promise<ReplayDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id) ? await db().replay.findFirst({ where: { id, workspaceId: ctx.workspaceId } }) : null;
  if (row === null) throw notFound("This replay");
  return toReplay(row);
}
