import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { literalPattern } from "#lib/core/literal-pattern.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { sayChange } from "./change-words.ts";
import { readReach } from "./reach.ts";
import type { FlagChangeDto, FlagDto, FlagEnvironmentName, FlagReachDto, FlagStateDto } from "./schema.ts";
import type { FlagType } from "./words.ts";

export type FlagFilter = {
  type?: FlagType;
  integration?: string;
  text?: string;
  archived?: boolean;
};

const MAX_FLAGS = 1_000;
const HISTORY = 50;

type Row = NonNullable<Awaited<ReturnType<typeof readFlags>>[number]>;

async function readFlags(where: Record<string, unknown>) {
  return db().flag.findMany({ where, include: { environments: true }, orderBy: { key: "asc" }, take: MAX_FLAGS });
}

/** Kill switches first, then by key: what stops traffic is never below the fold. */
export async function listFlags(ctx: Ctx, filter: FlagFilter = {}): Promise<FlagDto[]> {
  authorize(ctx, "workspace:read");
  const integration =
    filter.integration === undefined
      ? undefined
      : await db().integration.findUnique({
          where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug: filter.integration } },
          select: { id: true },
        });
  if (integration === null) return [];
  const rows = await readFlags({
    workspaceId: ctx.workspaceId,
    archivedAt: filter.archived === true ? { not: null } : null,
    ...(filter.type === undefined ? {} : { type: filter.type }),
    ...(integration === undefined ? {} : { integrationId: integration.id }),
    ...(filter.text === undefined || filter.text === ""
      ? {}
      : {
          OR: [
            { key: { contains: literalPattern(filter.text.toLowerCase()) } },
            { description: { contains: literalPattern(filter.text), mode: "insensitive" as const } },
          ],
        }),
  });
  const flags = await toDtos(ctx, rows);
  return flags.sort((a, b) => Number(b.type === "kill_switch") - Number(a.type === "kill_switch"));
}

/** The archived ones too: their history stays readable. */
export async function getFlag(ctx: Ctx, key: string): Promise<FlagDto> {
  authorize(ctx, "workspace:read");
  const [flag] = await toDtos(ctx, await readFlags({ workspaceId: ctx.workspaceId, key }));
  if (flag === undefined) throw notFound(`The flag ${key}`);
  return flag;
}

export async function getFlagHistory(ctx: Ctx, key: string): Promise<FlagChangeDto[]> {
  authorize(ctx, "audit:read");
  const { workspaceId } = ctx;
  const flag = await db().flag.findUnique({
    where: { workspaceId_key: { workspaceId, key } },
    select: { id: true },
  });
  if (flag === null) throw notFound(`The flag ${key}`);
  const rows = await db().auditEntry.findMany({
    where: { workspaceId, entityType: "flag", entityId: flag.id },
    orderBy: { seq: "desc" },
    take: HISTORY,
  });
  return rows.map((row) => ({
    at: row.at.toISOString(),
    action: row.action,
    actor: row.actorLabel,
    environment: row.environment,
    reason: row.reason,
    says: sayChange(row.action, row.environment, row.before, row.after),
  }));
}

/** Asked when a switch of an integration is about to be moved. */
export async function getFlagReach(ctx: Ctx, key: string, environment: FlagEnvironmentName): Promise<FlagReachDto> {
  authorize(ctx, "workspace:read");
  const flag = await db().flag.findUnique({
    where: { workspaceId_key: { workspaceId: ctx.workspaceId, key } },
    select: { integrationId: true },
  });
  if (flag === null) throw notFound(`The flag ${key}`);
  return readReach(ctx, flag.integrationId, environment);
}

/** What an OpenFeature provider needs to know to ask for flags. */
export function ofrepBaseUrl(): string {
  return env().GATEWAY_PUBLIC_URL;
}

/** Where a kill switch stops traffic now, and how much it holds. */
export async function listStopped(
  ctx: Ctx,
  flags: readonly FlagDto[],
): Promise<{ flag: FlagDto; environment: FlagEnvironmentName; reach: FlagReachDto }[]> {
  const stopped = flags.flatMap((flag) =>
    flag.type !== "kill_switch" || flag.archivedAt !== null
      ? []
      : [flag.live, flag.test].filter((state) => !state.enabled).map(({ environment }) => ({ flag, environment })),
  );
  return Promise.all(
    stopped.map(async (one) => ({ ...one, reach: await getFlagReach(ctx, one.flag.key, one.environment) })),
  );
}

async function toDtos(ctx: Ctx, rows: Row[]): Promise<FlagDto[]> {
  const { workspaceId } = ctx;
  const ids = (values: (string | null)[]) => [...new Set(values.filter((id) => id !== null))];
  const [integrations, members] = await Promise.all([
    db().integration.findMany({
      where: { workspaceId, id: { in: ids(rows.map((row) => row.integrationId)) } },
      select: { id: true, slug: true, name: true },
    }),
    db().membership.findMany({
      where: { workspaceId, userId: { in: ids(rows.map((row) => row.ownerId)) } },
      select: { user: { select: { id: true, name: true } } },
    }),
  ]);
  const integrationOf = new Map(integrations.map(({ id, slug, name }) => [id, { slug, name }]));
  const ownerOf = new Map(members.map(({ user }) => [user.id, user]));
  return rows.map((row) => ({
    key: row.key,
    type: row.type,
    description: row.description,
    integration: integrationOf.get(row.integrationId ?? "") ?? null,
    owner: ownerOf.get(row.ownerId ?? "") ?? null,
    onUnavailable: row.onUnavailable,
    defaultValue: row.defaultValue,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    test: stateOf(row, "test"),
    live: stateOf(row, "live"),
  }));
}

function stateOf(row: Row, environment: FlagEnvironmentName): FlagStateDto {
  const state = row.environments.find((item) => item.environment === environment);
  return {
    environment,
    enabled: state?.enabled ?? false,
    revision: state?.revision ?? 1,
    changedAt: (state?.changedAt ?? row.createdAt).toISOString(),
    changedReason: state?.changedReason ?? "",
  };
}
