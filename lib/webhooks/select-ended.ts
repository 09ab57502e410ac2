import type { Ctx } from "#lib/core/ctx.ts";
import { idFloor } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import type { Selection } from "./schema.ts";

/** What a replay or a discard is about, with names resolved to ids; it is stored with the replay. */
export type Chosen = { deliveryIds: string[] } | (Omit<Selection, "from" | "to"> & { from?: string; to?: string });

const STATE = { delivered: 4, dead: 5, cancelled: 6 } as const;

export function storedSelection(input: { deliveryIds?: string[] | undefined; filter?: Selection | undefined }): Chosen {
  if (input.deliveryIds !== undefined) return { deliveryIds: input.deliveryIds };
  const { from, to, ...rest } = input.filter ?? { state: "dead" as const };
  return {
    ...rest,
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  };
}

/**
 * The condition over `delivery_history h`. A dead letter that was replayed or discarded is settled and never chosen
 * again by itself; its copy is.
 */
export function chosenClause(workspaceId: string, chosen: Chosen): Prisma.Sql {
  const { sql } = Prisma;
  const parts = [sql`h.workspace_id = ${workspaceId}::uuid`, sql`(h.state <> 5 or h.resolution is null)`];
  if ("deliveryIds" in chosen) {
    parts.push(sql`h.id = any(${chosen.deliveryIds}::uuid[])`);
    return Prisma.join(parts, " and ");
  }
  const { state, environment, source, destination, integration, type, reason, status, from, to } = chosen;
  parts.push(sql`h.state = ${STATE[state]}::int`);
  // The very words of the partial index, so that the planner takes it.
  if (state === "dead") parts.push(sql`h.state = 5 and h.resolution is null`);
  if (environment !== undefined) parts.push(sql`h.environment = ${environment}::environment`);
  if (source !== undefined) parts.push(sql`h.source_id = ${source}::uuid`);
  if (destination !== undefined) parts.push(sql`h.destination_id = ${destination}::uuid`);
  if (integration !== undefined)
    parts.push(
      sql`h.integration_id in (select id from integration where slug = ${integration} and workspace_id = ${workspaceId}::uuid)`,
    );
  if (type !== undefined) parts.push(sql`h.event_type = ${type}`);
  if (reason !== undefined) parts.push(sql`h.reason = ${reason}`);
  if (status !== undefined) parts.push(sql`h.last_status = ${status}::int`);
  if (from !== undefined) parts.push(sql`h.id >= ${idFloor(new Date(from))}::uuid`);
  if (to !== undefined) parts.push(sql`h.id < ${idFloor(new Date(to))}::uuid`);
  return Prisma.join(parts, " and ");
}

export type Summary = {
  total: number;
  sendable: number;
  live: number;
  known: number;
  destinations: { name: string; count: number; breaker: string; status: string }[];
};

type SummaryRow = {
  name: string;
  breaker: string;
  status: string;
  deleted: boolean;
  total: number;
  sendable: number;
  live: number;
};

/** Counts what would be sent: a deleted destination and an event past its retention are left out. */
export async function summarize(ctx: Ctx, chosen: Chosen, from: Tx = db()): Promise<Summary> {
  const rows = await from.$queryRaw<SummaryRow[]>`
    select dest.name, s.breaker, dest.status::text as status, dest.deleted_at is not null as deleted,
      count(*)::int as total, count(*) filter (where h.environment = 'live')::int as live,
      count(*) filter (where dest.deleted_at is null and exists (select 1 from event e where e.id = h.event_id)
        and not exists (select 1 from delivery d where d.event_id = h.event_id and d.route_id = h.route_id))::int as sendable
    from delivery_history h join destination dest on dest.id = h.destination_id join destination_state s on s.id = dest.id
    where ${chosenClause(ctx.workspaceId, chosen)} group by dest.id, s.id order by total desc`;
  const sum = (pick: (row: SummaryRow) => number) => rows.reduce((n, row) => n + pick(row), 0);
  const known = "deliveryIds" in chosen ? await countKnown(ctx, chosen.deliveryIds, from) : 1;
  return {
    total: sum((row) => row.total),
    sendable: sum((row) => row.sendable),
    live: sum((row) => row.live),
    known,
    destinations: rows
      .filter((row) => row.sendable > 0)
      .map(({ name, sendable, breaker, status }) => ({ name, count: sendable, breaker, status })),
  };
}

async function countKnown(ctx: Ctx, ids: string[], from: Tx): Promise<number> {
  const where = { workspaceId: ctx.workspaceId, id: { in: ids } };
  return (await from.deliveryHistory.count({ where })) + (await from.delivery.count({ where }));
}
