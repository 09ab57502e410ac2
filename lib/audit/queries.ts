import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { literalPattern } from "#lib/core/literal-pattern.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { diff } from "./diff.ts";
import { AuditFilter, type AuditPage, type AuditRowDto } from "./schema.ts";

/** The log, newest first, by keyset over the chain's own numbers. */
export async function listAudit(ctx: Ctx, filter: unknown = {}): Promise<AuditPage> {
  authorize(ctx, "audit:read");
  const { cursor, limit, ...wanted } = parseInput(AuditFilter, filter);
  const where = await conditions(ctx, wanted);
  if (where === null) return { items: [], next: null };
  const rows = await db().auditEntry.findMany({
    where: cursor === undefined ? where : { ...where, seq: { lt: BigInt(cursor) } },
    orderBy: { seq: "desc" },
    take: limit + 1,
  });
  const items = rows.slice(0, limit).map(toDto);
  return { items, next: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
}

/** Everything that happened to one thing; for the History part of its page. */
export async function listEntityHistory(
  ctx: Ctx,
  entity: { entityType: string; entityId: string; limit?: number },
): Promise<AuditRowDto[]> {
  authorize(ctx, "audit:read");
  const { entityType, entityId, limit = 20 } = entity;
  const rows = await db().auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, entityType, entityId },
    orderBy: { seq: "desc" },
    take: Math.min(limit, 200),
  });
  return rows.map(toDto);
}

export async function countAudit(ctx: Ctx): Promise<number> {
  authorize(ctx, "audit:read");
  const head = await db().auditHead.findUnique({ where: { workspaceId: ctx.workspaceId } });
  return Number(head?.seq ?? 0);
}

type Wanted = Omit<AuditFilter, "cursor" | "limit">;

/** Null when the filter names an integration that this workspace does not have: then nothing matches. */
async function conditions(ctx: Ctx, wanted: Wanted): Promise<Prisma.AuditEntryWhereInput | null> {
  const { actor, action, entityType, entityId, integration, environment, traceId, from, to } = wanted;
  const { workspaceId } = ctx;
  const where: Prisma.AuditEntryWhereInput = { workspaceId };
  if (integration !== undefined) {
    const row = await db().integration.findFirst({ where: { workspaceId, slug: integration }, select: { id: true } });
    if (row === null) return null;
    where.integrationId = row.id;
  }
  if (actor !== undefined) where.actorLabel = { contains: literalPattern(actor), mode: "insensitive" };
  if (action !== undefined) where.action = { startsWith: literalPattern(action) };
  if (entityType !== undefined) where.entityType = entityType;
  if (entityId !== undefined) where.entityId = entityId;
  if (environment !== undefined) where.environment = environment;
  if (traceId !== undefined) where.traceId = traceId;
  if (from !== undefined || to !== undefined)
    where.at = {
      ...(from === undefined ? {} : { gte: new Date(from) }),
      ...(to === undefined ? {} : { lt: new Date(new Date(to).getTime() + 86_400_000) }),
    };
  return where;
}

type Row = Awaited<ReturnType<ReturnType<typeof db>["auditEntry"]["findFirstOrThrow"]>>;

function toDto(row: Row): AuditRowDto {
  return {
    id: row.id,
    seq: row.seq.toString(),
    at: row.at.toISOString(),
    actor: { kind: row.actorKind, id: row.actorId, label: row.actorLabel },
    action: row.action,
    entityType: row.entityType,
    entityId: row.entityId,
    label: row.label,
    environment: row.environment,
    changes: diff(row.before, row.after),
    reason: row.reason,
    traceId: row.traceId,
    hash: Buffer.from(row.hash).toString("hex"),
  };
}
