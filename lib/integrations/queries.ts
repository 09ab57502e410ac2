import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { literalPattern } from "#lib/core/literal-pattern.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import {
  type IntegrationDto,
  IntegrationFilter,
  type IntegrationRow,
  PATTERNS,
  type Pattern,
  type PersonDto,
} from "./schema.ts";

/** Failing first is the page's business; the list itself is by name, so that a row never moves on its own. */
export async function listIntegrations(
  ctx: Ctx,
  filter: unknown = {},
): Promise<{ items: IntegrationRow[]; next: string | null }> {
  authorize(ctx, "workspace:read");
  const { kind, mode, q, archived, cursor, limit } = parseInput(IntegrationFilter, filter);
  const conditions: Prisma.IntegrationWhereInput[] = [{ workspaceId: ctx.workspaceId }];
  conditions.push({ archivedAt: archived ? { not: null } : null });
  if (kind !== undefined) conditions.push({ kind });
  if (mode !== undefined) conditions.push({ trafficMode: mode });
  if (q) {
    const contains = { contains: literalPattern(q), mode: "insensitive" as const };
    conditions.push({ OR: [{ slug: contains }, { name: contains }, { description: contains }] });
  }
  if (cursor !== undefined) conditions.push({ slug: { gt: cursor } });
  const rows = await db().integration.findMany({
    where: { AND: conditions },
    orderBy: { slug: "asc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  return { items: page.map(toRow), next: rows.length > limit ? (page.at(-1)?.slug ?? null) : null };
}

export async function countIntegrations(ctx: Ctx): Promise<number> {
  authorize(ctx, "workspace:read");
  return db().integration.count({ where: { workspaceId: ctx.workspaceId, archivedAt: null } });
}

export async function getIntegration(ctx: Ctx, slug: string): Promise<IntegrationDto> {
  authorize(ctx, "workspace:read");
  const row = await db().integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    include: {
      systems: { orderBy: [{ position: "asc" }, { name: "asc" }] },
      flows: { orderBy: { createdAt: "asc" } },
      owners: { orderBy: { createdAt: "asc" } },
    },
  });
  if (row === null) throw notFound("The integration");
  const people = await namesOf(row.owners.map((owner) => owner.userId));
  const systemName = new Map(row.systems.map((system) => [system.id, system.name]));
  return {
    ...toRow(row),
    trafficReason: row.trafficReason,
    trafficChangedAt: row.trafficChangedAt.toISOString(),
    parkAt: row.parkAt?.toISOString() ?? null,
    pattern: toPattern(row.pattern),
    patternAdvice: toPattern(row.patternAdvice),
    systems: row.systems.map(({ id, name, kind, authMethod, apiType, version }) => ({
      id,
      name,
      kind,
      authMethod,
      apiType,
      version,
    })),
    flows: row.flows.map(({ id, name, fromSystemId, toSystemId, direction, mode, trigger, mapping }) => ({
      id,
      name,
      fromId: fromSystemId,
      from: systemName.get(fromSystemId) ?? "",
      toId: toSystemId,
      to: systemName.get(toSystemId) ?? "",
      direction,
      mode,
      trigger,
      mapping,
    })),
    owners: row.owners.map(({ userId, discipline }) => ({
      userId,
      discipline,
      name: people.get(userId) ?? "A former member",
    })),
  };
}

/** Members of the workspace, for owners and reviewers. */
export async function listPeople(ctx: Ctx): Promise<PersonDto[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().membership.findMany({
    where: { workspaceId: ctx.workspaceId, user: { disabledAt: null } },
    include: { user: { select: { id: true, name: true, email: true } } },
    orderBy: { user: { name: "asc" } },
    take: 500,
  });
  return rows.map(({ role, user }) => ({ id: user.id, name: user.name, email: user.email, role }));
}

export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  const rows = await db().user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}

function toPattern(value: string | null): Pattern | null {
  return PATTERNS.find((pattern) => pattern === value) ?? null;
}

type Row = Prisma.IntegrationGetPayload<object>;

function toRow(row: Row): IntegrationRow {
  const { id, slug, name, kind, description, provider, trafficMode, canaryPercent } = row;
  return {
    id,
    slug,
    name,
    kind,
    description,
    provider,
    trafficMode,
    canaryPercent,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
