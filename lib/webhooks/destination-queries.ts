import { DAY } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { idFloor, isUuid } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { DEFAULT_SCHEDULE } from "./dispatch/retry-policy.ts";
import type { DestinationDto } from "./schema.ts";

type Filter = { environment?: "test" | "live" | undefined; integration?: string | undefined };

const WITH = {
  runtime: true,
  secrets: { orderBy: { createdAt: "desc" } },
  routes: {
    where: { deletedAt: null },
    include: { source: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
  },
} satisfies Prisma.DestinationInclude;
type Row = Prisma.DestinationGetPayload<{ include: typeof WITH }>;
type Counts = DestinationDto["counts"];

export async function listDestinations(ctx: Ctx, filter: Filter = {}): Promise<DestinationDto[]> {
  authorize(ctx, "workspace:read");
  const integration =
    filter.integration === undefined
      ? undefined
      : await db().integration.findFirst({ where: { workspaceId: ctx.workspaceId, slug: filter.integration } });
  const rows = await db().destination.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      deletedAt: null,
      isDrill: false,
      ...(filter.environment === undefined ? {} : { environment: filter.environment }),
      ...(integration === undefined ? {} : { integrationId: integration?.id ?? ctx.workspaceId }),
    },
    include: WITH,
    orderBy: { name: "asc" },
    take: 500,
  });
  return present(ctx, rows);
}

export async function getDestination(ctx: Ctx, id: string): Promise<DestinationDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id)
    ? await db().destination.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null }, include: WITH })
    : null;
  const [found] = row === null ? [] : await present(ctx, [row]);
  if (found === undefined) throw notFound("This destination");
  return found;
}

async function present(ctx: Ctx, rows: Row[]): Promise<DestinationDto[]> {
  const ids = rows.map((row) => row.id);
  const [counts, slugs, transitions] = await Promise.all([
    readCounts(ctx, ids),
    db().integration.findMany({ where: { workspaceId: ctx.workspaceId }, select: { id: true, slug: true } }),
    readTransitions(ids),
  ]);
  const slugOf = new Map(slugs.map(({ id, slug }) => [id, slug]));
  return rows.map((row) =>
    toDto(row, {
      slug: row.integrationId === null ? null : (slugOf.get(row.integrationId) ?? null),
      counts: counts.get(row.id) ?? { pending: 0, leased: 0, held: 0, parked: 0, dead: 0, delivered24h: 0 },
      transitions: transitions.get(row.id) ?? [],
    }),
  );
}

async function readCounts(ctx: Ctx, ids: string[]): Promise<Map<string, Counts>> {
  const since = idFloor(new Date(ctx.now().getTime() - DAY));
  const rows = await db().$queryRaw<(Counts & { id: string })[]>`
    select x.id, coalesce(h.pending, 0)::int as pending, coalesce(h.leased, 0)::int as leased, coalesce(h.held, 0)::int as held,
      coalesce(h.parked, 0)::int as parked, coalesce(d.dead, 0)::int as dead, coalesce(r.delivered, 0)::int as "delivered24h"
    from unnest(${ids}::uuid[]) as x(id)
    left join (select destination_id, count(*) filter (where state = 0) as pending, count(*) filter (where state = 1) as leased,
        count(*) filter (where state = 2) as held, count(*) filter (where state = 3) as parked
      from delivery where workspace_id = ${ctx.workspaceId}::uuid group by 1) h on h.destination_id = x.id
    left join (select destination_id, count(*) as dead from delivery_history
      where workspace_id = ${ctx.workspaceId}::uuid and state = 5 and resolution is null group by 1) d on d.destination_id = x.id
    left join (select destination_id, count(*) as delivered from delivery_history
      where workspace_id = ${ctx.workspaceId}::uuid and state = 4 and id >= ${since}::uuid group by 1) r on r.destination_id = x.id`;
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

async function readTransitions(ids: string[]): Promise<Map<string, DestinationDto["transitions"]>> {
  const rows = await db().$queryRaw<{ id: string; from: string; to: string; at: Date; detail: string }[]>`
    select x.id, t."from", t."to", t.at, t.detail from unnest(${ids}::uuid[]) as x(id) cross join lateral (
      select * from breaker_transition b where b.destination_id = x.id order by b.id desc limit 12) t order by t.at`;
  const found = new Map<string, DestinationDto["transitions"]>();
  for (const { id, at, ...rest } of rows) found.set(id, [...(found.get(id) ?? []), { ...rest, at: at.toISOString() }]);
  return found;
}

function toDto(
  row: Row,
  extra: { slug: string | null; counts: Counts; transitions: DestinationDto["transitions"] },
): DestinationDto {
  const { runtime } = row;
  const breaker = runtime?.breaker === "open" || runtime?.breaker === "half_open" ? runtime.breaker : "closed";
  const text = (at: Date | null | undefined) => at?.toISOString() ?? null;
  return {
    id: row.id,
    name: row.name,
    environment: row.environment,
    integration: extra.slug,
    url: row.url,
    status: row.status,
    statusReason: row.statusReason,
    statusChangedAt: row.statusChangedAt.toISOString(),
    breaker,
    breakerChangedAt: (runtime?.breakerChangedAt ?? row.createdAt).toISOString(),
    openUntil: breaker === "open" ? text(runtime?.openUntil) : null,
    quietUntil: runtime !== null && runtime.quietUntil > new Date() ? text(runtime.quietUntil) : null,
    retry: { scheduleSeconds: row.retrySchedule.length > 0 ? row.retrySchedule : [...DEFAULT_SCHEDULE] },
    timeoutMs: row.timeoutMs,
    maxInflight: runtime?.maxInflight ?? 10,
    ratePerS: runtime?.ratePerS ?? null,
    headers: Object.fromEntries(Object.entries(row.headers ?? {}).map(([name, value]) => [name, String(value)])),
    secrets: row.secrets.map(({ lastFour, fingerprint, createdAt, retiresAt }) => ({
      lastFour,
      fingerprint,
      createdAt: createdAt.toISOString(),
      retiresAt: text(retiresAt),
    })),
    routes: row.routes.map(({ id, sourceId, source, eventTypes, enabled }) => ({
      id,
      sourceId,
      sourceName: source.name,
      eventTypes,
      enabled,
    })),
    counts: extra.counts,
    transitions: extra.transitions,
    lastSuccessAt: text(runtime?.lastSuccessAt),
    lastFailureAt: text(runtime?.lastFailureAt),
    createdAt: row.createdAt.toISOString(),
  };
}
