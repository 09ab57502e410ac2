import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { literalPattern } from "#lib/core/literal-pattern.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { Preset } from "#lib/providers/schema.ts";
import { ingestUrl } from "./create-source.ts";
import { type Page, type SecretDto, type SourceDto, SourceFilter, type SourceRow } from "./source-schema.ts";

const withParts = {
  secrets: { orderBy: { id: "desc" as const } },
  routes: {
    where: { deletedAt: null, isDrill: false },
    orderBy: { id: "asc" as const },
    include: { destination: { select: { name: true } } },
  },
} satisfies Prisma.SourceInclude;
type Loaded = Prisma.SourceGetPayload<{ include: typeof withParts }>;

/** By the newest first; the id carries the time it was made. */
export async function listSources(ctx: Ctx, filter: unknown = {}): Promise<Page<SourceRow>> {
  authorize(ctx, "workspace:read");
  const { environment, integration, q, cursor, limit } = parseInput(SourceFilter, filter);
  const conditions: Prisma.SourceWhereInput[] = [{ workspaceId: ctx.workspaceId, deletedAt: null }];
  if (environment !== undefined) conditions.push({ environment });
  if (integration !== undefined) conditions.push({ integrationId: await idOfSlug(ctx, integration) });
  if (q !== undefined) conditions.push({ name: { contains: literalPattern(q), mode: "insensitive" } });
  if (cursor !== undefined) conditions.push({ id: { lt: cursor } });
  const rows = await db().source.findMany({
    where: { AND: conditions },
    orderBy: { id: "desc" },
    take: limit + 1,
    include: withParts,
  });
  const page = rows.slice(0, limit);
  const owners = await ownersOf(page);
  return {
    items: page.map((row) => toRow(row, owners, ctx.now())),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

export async function getSource(ctx: Ctx, id: string): Promise<SourceDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id)
    ? await db().source.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null }, include: withParts })
    : null;
  if (row === null) throw notFound("This source");
  const { scheme, toleranceSeconds, dedupeKey, dedupeTtlHours, ackMode, maxBodyBytes, ratePerS } = row;
  return {
    ...toRow(row, await ownersOf([row]), ctx.now()),
    scheme,
    toleranceSeconds,
    dedupeKey,
    dedupeTtlHours,
    ackMode,
    maxBodyBytes,
    ratePerS,
    secrets: row.secrets.map((secret) => toSecret(secret, ctx.now())),
    routeList: row.routes.map((route) => ({
      id: route.id,
      destinationId: route.destinationId,
      destination: route.destination?.name ?? "nowhere",
      eventTypes: route.eventTypes,
      enabled: route.enabled,
    })),
  };
}

/** Names for filters and rows of other lists. */
export async function sourceNames(ctx: Ctx): Promise<{ id: string; name: string; environment: "test" | "live" }[]> {
  authorize(ctx, "workspace:read");
  return db().source.findMany({
    where: { workspaceId: ctx.workspaceId, deletedAt: null },
    select: { id: true, name: true, environment: true },
    orderBy: { name: "asc" },
    take: 500,
  });
}

/** Null conditions match nothing: a slug of nobody lists nothing, like one of another workspace. */
async function idOfSlug(ctx: Ctx, slug: string): Promise<string> {
  const row = await db().integration.findFirst({ where: { slug, workspaceId: ctx.workspaceId }, select: { id: true } });
  return row?.id ?? "00000000-0000-0000-0000-000000000000";
}

type Owners = ReadonlyMap<string, { slug: string; name: string }>;

async function ownersOf(rows: readonly { integrationId: string | null }[]): Promise<Owners> {
  const ids = [...new Set(rows.flatMap(({ integrationId }) => (integrationId === null ? [] : [integrationId])))];
  if (ids.length === 0) return new Map();
  const found = await db().integration.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true, name: true },
  });
  return new Map(found.map(({ id, slug, name }) => [id, { slug, name }]));
}

function toRow(row: Loaded, owners: Owners, now: Date): SourceRow {
  const owner = row.integrationId === null ? undefined : owners.get(row.integrationId);
  return {
    id: row.id,
    name: row.name,
    environment: row.environment,
    integrationSlug: owner?.slug ?? null,
    integrationName: owner?.name ?? null,
    preset: Preset.parse(row.preset),
    state: row.state,
    ingestUrl: ingestUrl(row.key),
    activeSecrets: row.secrets.filter(({ retiresAt }) => retiresAt === null || retiresAt > now).length,
    routes: row.routes.filter(({ enabled }) => enabled).length,
    lastEventAt: row.lastEventAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function toSecret(
  { id, lastFour, fingerprint, createdAt, retiresAt, lastUsedAt }: Loaded["secrets"][number],
  now: Date,
): SecretDto {
  return {
    id,
    lastFour,
    fingerprint,
    createdAt: createdAt.toISOString(),
    retiresAt: retiresAt?.toISOString() ?? null,
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    state: retiresAt === null ? "active" : retiresAt > now ? "retiring" : "retired",
  };
}
