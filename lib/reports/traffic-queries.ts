import { HOUR, MINUTE } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { idFloor } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { DestinationHealthDto, EnvironmentName, HourDto, WaitingDto } from "./schema.ts";

const NOTHING: WaitingDto = { parked: 0, held: 0, pending: 0, dead: 0 };
type CountRow = { integration_id: string | null; state: number; count: number };

/** By integration id; deliveries of no integration stand under the empty text. */
export async function countWaiting(ctx: Ctx, environment: EnvironmentName): Promise<ReadonlyMap<string, WaitingDto>> {
  authorize(ctx, "workspace:read");
  const rows = await db().$queryRaw<CountRow[]>`
    select integration_id, state::int, count(*)::int as count from delivery
    where workspace_id = ${ctx.workspaceId}::uuid and environment = ${environment}::environment group by 1, 2
    union all
    select integration_id, 5, count(*)::int from delivery_history
    where workspace_id = ${ctx.workspaceId}::uuid and environment = ${environment}::environment
      and state = 5 and resolution is null group by 1`;
  const byIntegration = new Map<string, WaitingDto>();
  for (const { integration_id, state, count } of rows) {
    const key = integration_id ?? "";
    const seen = byIntegration.get(key) ?? { ...NOTHING };
    if (state === 3) seen.parked += count;
    else if (state === 2) seen.held += count;
    else if (state === 5) seen.dead += count;
    else seen.pending += count;
    byIntegration.set(key, seen);
  }
  return byIntegration;
}

export function waitingOf(counts: ReadonlyMap<string, WaitingDto>, integrationId: string): WaitingDto {
  return counts.get(integrationId) ?? NOTHING;
}

export function sumWaiting(counts: ReadonlyMap<string, WaitingDto>): WaitingDto {
  const sum = { ...NOTHING };
  for (const each of counts.values()) {
    sum.parked += each.parked;
    sum.held += each.held;
    sum.pending += each.pending;
    sum.dead += each.dead;
  }
  return sum;
}

type HourRow = { hour: Date; state: number; count: number };

/** What became of the deliveries of the last 24 hours, by the hour they were made in. */
export async function listHours(ctx: Ctx, environment: EnvironmentName): Promise<HourDto[]> {
  authorize(ctx, "workspace:read");
  const last = Math.floor(ctx.now().getTime() / HOUR) * HOUR;
  const floor = idFloor(new Date(last - 23 * HOUR));
  const rows = await db().$queryRaw<HourRow[]>`
    select date_trunc('hour', created_at, 'UTC') as hour, state::int, count(*)::int as count from delivery
    where workspace_id = ${ctx.workspaceId}::uuid and environment = ${environment}::environment and id >= ${floor}::uuid
    group by 1, 2
    union all
    select date_trunc('hour', created_at, 'UTC'), state::int, count(*)::int from delivery_history
    where workspace_id = ${ctx.workspaceId}::uuid and environment = ${environment}::environment and id >= ${floor}::uuid
      and state in (4, 5) group by 1, 2`;
  const hours = Array.from({ length: 24 }, (_, index) => ({
    at: new Date(last - (23 - index) * HOUR).toISOString(),
    delivered: 0,
    parked: 0,
    waiting: 0,
    failed: 0,
  }));
  for (const { hour, state, count } of rows) {
    const bar = hours[23 - (last - hour.getTime()) / HOUR];
    if (bar === undefined) continue;
    if (state === 4) bar.delivered += count;
    else if (state === 5) bar.failed += count;
    else if (state === 3) bar.parked += count;
    else bar.waiting += count;
  }
  return hours;
}

type EventRow = { integration_id: string; hour: Date; count: number };

/** Events by the hour of the last day, by integration: 24 numbers each, for the little histograms of a list. */
export async function countEventsByHour(
  ctx: Ctx,
  environment: EnvironmentName,
): Promise<ReadonlyMap<string, number[]>> {
  authorize(ctx, "workspace:read");
  const last = Math.floor(ctx.now().getTime() / HOUR) * HOUR;
  const floor = idFloor(new Date(last - 23 * HOUR));
  const rows = await db().$queryRaw<EventRow[]>`
    select integration_id, date_trunc('hour', received_at, 'UTC') as hour, count(*)::int as count from event
    where source_id in (select id from source where workspace_id = ${ctx.workspaceId}::uuid and environment = ${environment}::environment)
      and id >= ${floor}::uuid and integration_id is not null group by 1, 2`;
  const byIntegration = new Map<string, number[]>();
  for (const { integration_id, hour, count } of rows) {
    const values = byIntegration.get(integration_id) ?? Array.from({ length: 24 }, () => 0);
    const at = 23 - (last - hour.getTime()) / HOUR;
    if (at in values) values[at] = count;
    byIntegration.set(integration_id, values);
  }
  return byIntegration;
}

type DestinationRow = {
  id: string;
  name: string;
  status: DestinationHealthDto["status"];
  status_reason: string;
  breaker: string | null;
  breaker_changed_at: Date | null;
  created_at: Date;
  waiting: number;
  delivered: number;
  failed: number;
};

/** Destinations with their breaker and the last 60 minutes; what fails stands first. */
export async function listDestinationHealth(
  ctx: Ctx,
  environment: EnvironmentName,
  integrationId: string | null = null,
): Promise<DestinationHealthDto[]> {
  authorize(ctx, "workspace:read");
  const floor = idFloor(new Date(ctx.now().getTime() - 60 * MINUTE));
  const rows = await db().$queryRaw<DestinationRow[]>`
    select d.id, d.name, d.status::text as status, d.status_reason, s.breaker, s.breaker_changed_at, d.created_at,
      (select count(*)::int from delivery q where q.destination_id = d.id) as waiting,
      (select count(*)::int from delivery_history h where h.destination_id = d.id and h.id >= ${floor}::uuid and h.state = 4) as delivered,
      (select count(*)::int from delivery_history h where h.destination_id = d.id and h.id >= ${floor}::uuid and h.state = 5) as failed
    from destination d left join destination_state s on s.id = d.id
    where d.workspace_id = ${ctx.workspaceId}::uuid and d.environment = ${environment}::environment
      and d.deleted_at is null and not d.is_drill
      and (${integrationId}::uuid is null or d.integration_id = ${integrationId}::uuid or exists (
        select 1 from route r join source o on o.id = r.source_id
        where r.destination_id = d.id and r.deleted_at is null and o.deleted_at is null and o.integration_id = ${integrationId}::uuid))
    order by (s.breaker is distinct from 'closed') desc, (d.status <> 'active') desc, d.name limit 50`;
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    status: row.status,
    statusReason: row.status_reason,
    breaker: row.breaker === "open" || row.breaker === "half_open" ? row.breaker : "closed",
    breakerSince: (row.breaker_changed_at ?? row.created_at).toISOString(),
    waiting: row.waiting,
    delivered: row.delivered,
    failed: row.failed,
  }));
}
