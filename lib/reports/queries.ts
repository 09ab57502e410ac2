import { sayAction } from "#lib/audit/say-action.ts";
import { DAY } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { ActivityDto, EnvironmentName, ExpiryDto, FiringDto, LineDto, MarkDto } from "./schema.ts";
import { countWaiting, listDestinationHealth, waitingOf } from "./traffic-queries.ts";

const SOON_DAYS = 14;

export async function listFiring(ctx: Ctx): Promise<FiringDto[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().alert.findMany({
    where: { workspaceId: ctx.workspaceId, state: { in: ["firing", "acknowledged"] } },
    orderBy: [{ state: "asc" }, { firedAt: "desc" }],
    take: 20,
  });
  return rows.map((row) => ({
    id: row.id,
    summary: row.summary,
    state: row.state === "firing" ? "firing" : "acknowledged",
    severity: row.severity,
    firedAt: (row.firedAt ?? row.pendingAt).toISOString(),
  }));
}

const MARKS = ["flag.set_state", "gate.decide", "traffic.stop", "traffic.release"];

/** Flips and gate decisions of the last day: they explain what the bars show. */
export async function listMarks(ctx: Ctx, hours = 24): Promise<MarkDto[]> {
  authorize(ctx, "workspace:read");
  const since = new Date(ctx.now().getTime() - (hours / 24) * DAY);
  const rows = await db().auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, action: { in: MARKS }, at: { gte: since } },
    orderBy: { seq: "desc" },
    take: 12,
  });
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    says: sayAction({ ...row, label: row.label ?? "" }),
    actor: row.actorLabel,
  }));
}

/** Credentials and waivers that end within two weeks; what has ended already stands first. */
export async function listExpiring(ctx: Ctx): Promise<ExpiryDto[]> {
  authorize(ctx, "workspace:read");
  const until = new Date(ctx.now().getTime() + SOON_DAYS * DAY);
  const [credentials, waivers] = await Promise.all([
    db().credential.findMany({
      where: { workspaceId: ctx.workspaceId, deletedAt: null, expiresAt: { lte: until } },
      select: { id: true, name: true, expiresAt: true },
      take: 20,
    }),
    db().waiver.findMany({
      where: { workspaceId: ctx.workspaceId, state: "approved", expiresAt: { lte: until } },
      select: {
        id: true,
        expiresAt: true,
        integrationId: true,
        item: { select: { key: true, wording: true, gate: true } },
      },
      take: 20,
    }),
  ]);
  const slugs = await slugsOf(
    ctx,
    waivers.map((waiver) => waiver.integrationId),
  );
  const found: ExpiryDto[] = [
    ...credentials.map(({ id, name, expiresAt }) => ({
      kind: "credential" as const,
      id,
      label: name,
      expiresAt: (expiresAt ?? until).toISOString(),
      href: "/connections/credentials",
    })),
    ...waivers.map(({ id, item, expiresAt, integrationId }) => ({
      kind: "waiver" as const,
      id,
      label: item.wording,
      expiresAt: (expiresAt ?? until).toISOString(),
      href: `/integrations/${slugs.get(integrationId) ?? ""}/checklist?gate=${item.gate}&item=${item.key}`,
    })),
  ];
  return found.sort((a, b) => a.expiresAt.localeCompare(b.expiresAt));
}

/** What stands on the line of one integration, in one environment. */
export async function getLine(ctx: Ctx, integrationId: string, environment: EnvironmentName): Promise<LineDto> {
  authorize(ctx, "workspace:read");
  const where = { workspaceId: ctx.workspaceId, integrationId };
  const [sources, destinations, counts, parked, switches] = await Promise.all([
    db().source.findMany({
      where: { ...where, environment, deletedAt: null },
      include: { _count: { select: { secrets: true } } },
      orderBy: { createdAt: "asc" },
      take: 20,
    }),
    listDestinationHealth(ctx, environment, integrationId),
    countWaiting(ctx, environment),
    db().delivery.findFirst({
      where: { ...where, environment, state: 3 },
      orderBy: { id: "asc" },
      select: { createdAt: true },
    }),
    db().flag.findMany({
      where: { ...where, type: "kill_switch", archivedAt: null },
      select: { key: true, environments: { where: { environment }, select: { enabled: true } } },
      orderBy: { key: "asc" },
      take: 10,
    }),
  ]);
  const routes = await db().route.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      sourceId: { in: sources.map((source) => source.id) },
      deletedAt: null,
      isDrill: false,
    },
    include: { source: { select: { name: true } }, destination: { select: { name: true } } },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  const latest = await Promise.all(
    sources.map((source) =>
      db().event.findFirst({ where: { sourceId: source.id }, orderBy: { id: "desc" }, select: { receivedAt: true } }),
    ),
  );
  return {
    sources: sources.map((source, index) => ({
      id: source.id,
      name: source.name,
      preset: source.preset,
      state: source.state,
      secrets: source._count.secrets,
      lastEventAt: latest[index]?.receivedAt.toISOString() ?? null,
    })),
    routes: routes.map(({ id, source, destination, action, eventTypes, enabled }) => ({
      id,
      source: source.name,
      destination: action === "ignore" ? null : (destination?.name ?? null),
      eventTypes,
      enabled,
    })),
    destinations,
    waiting: waitingOf(counts, integrationId),
    oldestParkedAt: parked?.createdAt.toISOString() ?? null,
    killSwitches: switches.map(({ key, environments }) => ({ key, enabled: environments[0]?.enabled ?? false })),
  };
}

/** The audit log as far as it is about one integration, newest first. */
export async function listActivity(
  ctx: Ctx,
  integrationId: string,
  { before, limit = 50 }: { before?: string | undefined; limit?: number } = {},
): Promise<{ items: ActivityDto[]; next: string | null }> {
  authorize(ctx, "audit:read");
  if (before !== undefined && !/^\d{1,18}$/.test(before)) throw notFound("This page of the activity");
  const rows = await db().auditEntry.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      integrationId,
      ...(before === undefined ? {} : { seq: { lt: BigInt(before) } }),
    },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq.toString(),
    at: row.at.toISOString(),
    actor: row.actorLabel,
    action: row.action,
    entityType: row.entityType,
    label: row.label ?? "",
    environment: row.environment,
    reason: row.reason,
    before: row.before,
    after: row.after,
    traceId: row.traceId,
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
}

async function slugsOf(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db().integration.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, slug: true },
  });
  return new Map(rows.map((row) => [row.id, row.slug]));
}
