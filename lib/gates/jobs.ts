import { MINUTE } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";

const EVALUATION_TIMEOUT = MINUTE / 3;
const PAGE = 100;

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
      select: { id: true, workspaceId: true },
    });
    for (const { id, workspaceId } of rows) {
      const ctx = makeCtx(workspaceId);
      try {
        await withTransaction((tx) => evaluateIntegration(tx, ctx, { id }, "sweep"), timeout());
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
