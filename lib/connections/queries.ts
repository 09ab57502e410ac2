import { DAY } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { type ConnectionRow, type CredentialRow, loadConnection, loadCredential, withCredential } from "./_private.ts";
import {
  type ConnectionCounts,
  type ConnectionDto,
  type ConnectionTestDto,
  type CredentialDto,
  type HomeDto,
  KEY_MODES,
  ListFilter,
  type Page,
  TestLayer,
} from "./schema.ts";

type Refs = {
  integrations: Map<string, { slug: string; name: string }>;
  systems: Map<string, { id: string; name: string }>;
};

function present(ids: (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}

async function readRefs(
  from: Tx,
  ctx: Ctx,
  rows: { integrationId: string | null; systemId?: string | null }[],
): Promise<Refs> {
  const integrationIds = present(rows.map((row) => row.integrationId));
  const systemIds = present(rows.map((row) => row.systemId ?? null));
  const [integrations, systems] = await Promise.all([
    integrationIds.length === 0
      ? []
      : from.integration.findMany({
          where: { workspaceId: ctx.workspaceId, id: { in: integrationIds } },
          select: { id: true, slug: true, name: true },
        }),
    systemIds.length === 0
      ? []
      : from.system.findMany({
          where: { workspaceId: ctx.workspaceId, id: { in: systemIds } },
          select: { id: true, name: true },
        }),
  ]);
  return {
    integrations: new Map(integrations.map(({ id, slug, name }) => [id, { slug, name }])),
    systems: new Map(systems.map((system) => [system.id, system])),
  };
}

function toCredential(row: CredentialRow, usedBy: { id: string; name: string }[], refs: Refs): CredentialDto {
  return {
    id: row.id,
    environment: row.environment,
    name: row.name,
    kind: row.kind,
    username: row.username,
    store: row.reference === null ? "sealed" : row.reference.startsWith("env:") ? "env" : "file",
    reference: row.reference,
    lastFour: row.lastFour,
    fingerprint: row.fingerprint,
    keyMode: KEY_MODES.find((mode) => mode === row.keyMode) ?? "unknown",
    expiresAt: row.expiresAt?.toISOString() ?? null,
    rotatedAt: row.rotatedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    integration: row.integrationId === null ? null : (refs.integrations.get(row.integrationId) ?? null),
    usedBy,
  };
}

function toConnection(row: ConnectionRow, refs: Refs): ConnectionDto {
  const { credential } = row;
  return {
    id: row.id,
    environment: row.environment,
    name: row.name,
    baseUrl: row.baseUrl,
    auth: row.auth,
    authHeader: row.authHeader,
    credential:
      credential === null || credential.deletedAt !== null
        ? null
        : {
            id: credential.id,
            name: credential.name,
            lastFour: credential.lastFour,
            fingerprint: credential.fingerprint,
          },
    testMethod: row.testMethod,
    testPath: row.testPath,
    timeoutMs: row.timeoutMs,
    lastVerdict: row.lastVerdict,
    lastTestedAt: row.lastTestedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    integration: row.integrationId === null ? null : (refs.integrations.get(row.integrationId) ?? null),
    system: row.systemId === null ? null : (refs.systems.get(row.systemId) ?? null),
  };
}

function scoped(ctx: Ctx, filter: ListFilter, integrationId: string | undefined) {
  const { environment, cursor } = ListFilter.parse(filter);
  return {
    workspaceId: ctx.workspaceId,
    deletedAt: null,
    ...(environment === undefined ? {} : { environment }),
    ...(integrationId === undefined ? {} : { integrationId }),
    ...(cursor === undefined ? {} : { id: { lt: cursor } }),
  };
}

/** Undefined when the filter names none; null when it names one that is not here, and then nothing matches. */
async function integrationFilter(ctx: Ctx, filter: ListFilter): Promise<string | undefined | null> {
  const { integration } = ListFilter.parse(filter);
  if (integration === undefined) return undefined;
  const row = await db().integration.findFirst({
    where: { slug: integration, workspaceId: ctx.workspaceId },
    select: { id: true },
  });
  return row?.id ?? null;
}

function pageOf<Row extends { id: string }, Item>(rows: Row[], limit: number, item: (row: Row) => Item): Page<Item> {
  const shown = rows.slice(0, limit);
  return { items: shown.map(item), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null };
}

const EXPIRY_NOTICE_MS = 30 * DAY;

function soon(ctx: Ctx): Date {
  return new Date(ctx.now().getTime() + EXPIRY_NOTICE_MS);
}

function stateFilter(state: "failing" | "working" | "untested" | undefined): Prisma.ConnectionWhereInput {
  if (state === "untested") return { lastVerdict: null };
  if (state === "working") return { lastVerdict: "ok" };
  return state === "failing" ? { lastVerdict: { not: "ok" } } : {};
}

/** Counts of one environment, for the sentence that the page opens with. */
export async function countConnections(ctx: Ctx, environment: "test" | "live"): Promise<ConnectionCounts> {
  authorize(ctx, "workspace:read");
  const where = { workspaceId: ctx.workspaceId, environment, deletedAt: null };
  const [verdicts, credentials, expiring] = await Promise.all([
    db().connection.groupBy({ by: ["lastVerdict"], where, _count: true }),
    db().credential.count({ where }),
    db().credential.count({ where: { ...where, expiresAt: { lt: soon(ctx) } } }),
  ]);
  const sum = (pick: (verdict: string | null) => boolean) =>
    verdicts.filter((row) => pick(row.lastVerdict)).reduce((total, row) => total + row._count, 0);
  return {
    connections: sum(() => true),
    working: sum((verdict) => verdict === "ok"),
    failing: sum((verdict) => verdict !== null && verdict !== "ok"),
    untested: sum((verdict) => verdict === null),
    credentials,
    expiring,
  };
}

/** Integrations and their systems, for the form that says where a connection belongs. */
export async function listHomes(ctx: Ctx): Promise<HomeDto[]> {
  authorize(ctx, "workspace:read");
  return db().integration.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    select: { slug: true, name: true, systems: { select: { id: true, name: true }, orderBy: { position: "asc" } } },
    orderBy: { name: "asc" },
  });
}

export async function listCredentials(ctx: Ctx, filter: ListFilter): Promise<Page<CredentialDto>> {
  authorize(ctx, "workspace:read");
  const { limit } = ListFilter.parse(filter);
  const integrationId = await integrationFilter(ctx, filter);
  if (integrationId === null) return { items: [], next: null };
  const ending = ListFilter.parse(filter).expiring === undefined ? {} : { expiresAt: { lt: soon(ctx) } };
  const rows = await db().credential.findMany({
    where: { ...scoped(ctx, filter, integrationId), ...ending },
    orderBy: { id: "desc" },
    take: limit + 1,
    include: { connections: { where: { deletedAt: null }, select: { id: true, name: true } } },
  });
  const refs = await readRefs(db(), ctx, rows);
  return pageOf(rows, limit, ({ connections, ...row }) => toCredential(row, connections, refs));
}

export async function getCredential(ctx: Ctx, id: string, from: Tx = db()): Promise<CredentialDto> {
  authorize(ctx, "workspace:read");
  const row = await loadCredential(from, ctx, id);
  const usedBy = await from.connection.findMany({
    where: { workspaceId: ctx.workspaceId, credentialId: id, deletedAt: null },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
  });
  return toCredential(row, usedBy, await readRefs(from, ctx, [row]));
}

export async function listConnections(ctx: Ctx, filter: ListFilter): Promise<Page<ConnectionDto>> {
  authorize(ctx, "workspace:read");
  const { limit } = ListFilter.parse(filter);
  const integrationId = await integrationFilter(ctx, filter);
  if (integrationId === null) return { items: [], next: null };
  const rows = await db().connection.findMany({
    where: { ...scoped(ctx, filter, integrationId), ...stateFilter(ListFilter.parse(filter).state) },
    orderBy: { id: "desc" },
    take: limit + 1,
    include: withCredential,
  });
  const refs = await readRefs(db(), ctx, rows);
  return pageOf(rows, limit, (row) => toConnection(row, refs));
}

export async function getConnection(ctx: Ctx, id: string, from: Tx = db()): Promise<ConnectionDto> {
  authorize(ctx, "workspace:read");
  const row = await loadConnection(from, ctx, id);
  return toConnection(row, await readRefs(from, ctx, [row]));
}

export async function listConnectionTests(ctx: Ctx, connectionId: string, limit = 20): Promise<ConnectionTestDto[]> {
  authorize(ctx, "workspace:read");
  await loadConnection(db(), ctx, connectionId);
  const rows = await db().connectionTest.findMany({
    where: { workspaceId: ctx.workspaceId, connectionId },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map((row) => ({
    id: row.id,
    verdict: row.verdict,
    nextStep: row.nextStep,
    layers: TestLayer.array().catch([]).parse(row.layers),
    status: row.status,
    durationMs: row.durationMs,
    tlsExpiresAt: row.tlsExpiresAt?.toISOString() ?? null,
    credentialFingerprint: row.credentialFingerprint,
    actor: row.actorLabel,
    at: row.createdAt.toISOString(),
  }));
}
