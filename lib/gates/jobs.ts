import { writeAudit } from "#lib/audit/write.ts";
import { HOUR, MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { type Tx, withTransaction } from "#lib/db/tx.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";

const EVALUATION_TIMEOUT = MINUTE / 3;
const PAGE = 100;
const LOST_AFTER = 15 * MINUTE;
const CANARY_AFTER = 12 * HOUR;

type Address = { workspaceId: string; integrationId: string };
/** The process says who works: its log, its trace and its clock. */
export type MakeCtx = (workspaceId: string, traceId?: string) => Ctx;

/** A fact changed: prove this integration's items again. An integration that is gone needs no proof. */
export async function evaluateOnChange(ctx: Ctx, { integrationId }: Address): Promise<void> {
  try {
    const run = () => withTransaction((tx) => evaluateIntegration(tx, ctx, { id: integrationId }, "change"), timeout());
    const { changed } = await run();
    ctx.log.info({ event: "gate.evaluate", integrationId, changed });
  } catch (error) {
    if (error instanceof AppError && error.kind === "not_found") return;
    throw error;
  }
}

/**
 * What is due this minute: a grace time that ended, a waiver that ran out, a drill whose worker died. Each is also
 * asked for by a job of its own when it is set; this is the net below it.
 */
export async function settleDueGates(makeCtx: MakeCtx, now = new Date()): Promise<{ settled: number }> {
  await endLostDrills(now);
  const expired = { state: "approved" as const, expiresAt: { lte: now } };
  const waivers = await db().waiver.findMany({ where: expired, select: { integrationId: true }, take: PAGE });
  const ended = { id: { in: waivers.map((waiver) => waiver.integrationId) } };
  const due = await db().integration.findMany({
    where: { archivedAt: null, OR: [{ parkAt: { lte: now } }, ended] },
    select: { id: true, workspaceId: true },
    take: PAGE,
  });
  for (const { id, workspaceId } of due)
    await evaluateOnChange(makeCtx(workspaceId), { workspaceId, integrationId: id });
  return { settled: due.length };
}

/** A run that no worker can still be working on has proven nothing, and must not keep the next one from starting. */
async function endLostDrills(now: Date): Promise<void> {
  await db().drillRun.updateMany({
    where: { state: { in: ["queued", "running"] }, createdAt: { lt: new Date(now.getTime() - LOST_AFTER) } },
    data: { state: "error", error: "The worker stopped while this drill ran. Run it again.", finishedAt: now },
  });
}

/**
 * An integration that nothing was written about for half a day gets one row of its own: reading it back tomorrow
 * proves that the log still takes and keeps what concerns it.
 */
async function keepAuditAlive(tx: Tx, ctx: Ctx, integration: { id: string; slug: string }): Promise<void> {
  const recent = await tx.auditEntry.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      integrationId: integration.id,
      at: { gte: new Date(ctx.now().getTime() - CANARY_AFTER) },
    },
    select: { seq: true },
  });
  if (recent !== null) return;
  await writeAudit(tx, ctx, {
    action: "audit.canary",
    entityType: "integration",
    entityId: integration.id,
    label: integration.slug,
    integrationId: integration.id,
  });
}

/** Time alone changes facts: proofs run out, drills expire, a probe was not repeated. Returns how many were looked at. */
export async function sweepGates(makeCtx: MakeCtx): Promise<{ evaluated: number; failed: number }> {
  let evaluated = 0;
  let failed = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await db().integration.findMany({
      where: { archivedAt: null, id: { gt: after } },
      orderBy: { id: "asc" },
      take: PAGE,
      select: { id: true, workspaceId: true, slug: true },
    });
    for (const { id, workspaceId, slug } of rows) {
      const ctx = makeCtx(workspaceId);
      try {
        await withTransaction(async (tx) => {
          await evaluateIntegration(tx, ctx, { id }, "sweep");
          await keepAuditAlive(tx, ctx, { id, slug });
        }, timeout());
        evaluated++;
      } catch (error) {
        failed++;
        ctx.log.error({ event: "gate.sweep_failed", integrationId: id, err: error });
      }
      after = id;
    }
    if (rows.length < PAGE) return { evaluated, failed };
  }
}

function timeout() {
  return { timeoutMs: EVALUATION_TIMEOUT };
}
