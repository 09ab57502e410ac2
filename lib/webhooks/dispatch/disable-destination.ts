import { writeAudit } from "#lib/audit/write.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";

export function workerCtx(workspaceId: string, traceId: string = newTraceId()): Ctx {
  return {
    workspaceId,
    actor: { kind: "worker", id: "worker", label: "Interlock worker" },
    traceId,
    log: makeLogger("worker"),
    now: () => new Date(),
  };
}

/** What the product itself decides about a destination; its queue is held and stays replayable. Answers whether it did. */
export async function disableDestination(ctx: Ctx, destinationId: string, reason: string): Promise<boolean> {
  return withTransaction(async (tx) => {
    const { workspaceId } = ctx;
    const where = { id: destinationId, workspaceId, status: { not: "disabled" as const }, deletedAt: null };
    const now = ctx.now();
    const { count } = await tx.destination.updateMany({
      where,
      data: { status: "disabled", statusReason: reason, statusChangedAt: now },
    });
    if (count === 0) return false;
    await tx.destinationState.update({ where: { id: destinationId }, data: { paused: true } });
    const { name, environment, integrationId } = await tx.destination.findUniqueOrThrow({
      where: { id: destinationId },
    });
    await factsChanged(tx, ctx, integrationId);
    await writeAudit(tx, ctx, {
      action: "destination.disable",
      entityType: "destination",
      entityId: destinationId,
      label: name,
      integrationId,
      environment,
      before: { status: "active" },
      after: { status: "disabled" },
      reason,
    });
    return true;
  });
}
