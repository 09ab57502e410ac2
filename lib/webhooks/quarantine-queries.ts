import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { readKeptHeaders } from "./ingest/keep-headers.ts";
import { type Page, type QuarantineDto, QuarantineFilter, type QuarantineRow } from "./source-schema.ts";

const FIELDS = {
  id: true,
  sourceId: true,
  environment: true,
  reason: true,
  detail: true,
  bodyBytes: true,
  receivedAt: true,
  resolution: true,
  resolvedAt: true,
} satisfies Prisma.QuarantineSelect;
type Listed = Prisma.QuarantineGetPayload<{ select: typeof FIELDS }>;

export async function listQuarantine(ctx: Ctx, filter: unknown = {}): Promise<Page<QuarantineRow>> {
  authorize(ctx, "workspace:read");
  const { source, environment, reason, state = "open", cursor, limit } = parseInput(QuarantineFilter, filter);
  const conditions: Prisma.QuarantineWhereInput[] = [{ workspaceId: ctx.workspaceId }];
  if (source !== undefined) conditions.push({ sourceId: source });
  if (environment !== undefined) conditions.push({ environment });
  if (reason !== undefined) conditions.push({ reason });
  if (state !== "all") conditions.push({ resolution: state === "open" ? null : { not: null } });
  if (cursor !== undefined) conditions.push({ id: { lt: cursor } });
  const rows = await db().quarantine.findMany({
    where: { AND: conditions },
    select: FIELDS,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const names = await namesOf(page.map(({ sourceId }) => sourceId));
  return {
    items: page.map((row) => toRow(row, names)),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

export async function getQuarantined(ctx: Ctx, id: string): Promise<QuarantineDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id) ? await db().quarantine.findFirst({ where: { id, workspaceId: ctx.workspaceId } }) : null;
  if (row === null) throw notFound("This request");
  return {
    ...toRow(row, await namesOf([row.sourceId])),
    contentType: row.contentType,
    headers: readKeptHeaders(row.headers).list,
    bodyBase64: Buffer.from(row.body).toString("base64"),
    truncated: row.body.length < row.bodyBytes,
    traceId: row.traceId,
  };
}

/** Open refusals by reason, for the page's sentence. */
export async function countQuarantine(
  ctx: Ctx,
  environment: "test" | "live",
): Promise<{ reason: string; count: number }[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().quarantine.groupBy({
    by: ["reason"],
    where: { workspaceId: ctx.workspaceId, environment, resolution: null },
    _count: { _all: true },
  });
  return rows
    .map(({ reason, _count }) => ({ reason, count: _count._all }))
    .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
}

async function namesOf(ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db().source.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toRow(row: Listed, names: ReadonlyMap<string, string>): QuarantineRow {
  return {
    id: row.id,
    sourceId: row.sourceId,
    source: names.get(row.sourceId) ?? "deleted source",
    environment: row.environment,
    reason: row.reason,
    detail: row.detail,
    bytes: row.bodyBytes,
    receivedAt: row.receivedAt.toISOString(),
    resolution: row.resolution,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
  };
}
