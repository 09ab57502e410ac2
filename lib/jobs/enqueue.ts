import { fromPrisma } from "pg-boss";
import type { Ctx } from "#lib/core/ctx.ts";
import type { Tx } from "#lib/db/tx.ts";
import { sender } from "./boss.ts";
import type { JobName, JobPayload } from "./catalogue.ts";

/** Asks for work in the same transaction as the change that needs it: rolled back with it, committed with it. */
export async function enqueue<Name extends JobName>(
  tx: Tx,
  name: Name,
  payload: JobPayload<Name>,
  options: { key?: string; startAfterSeconds?: number } = {},
): Promise<void> {
  const boss = await sender();
  await boss.send(name, payload, {
    db: fromPrisma(tx as never),
    ...(options.key === undefined ? {} : { singletonKey: options.key }),
    ...(options.startAfterSeconds === undefined ? {} : { startAfter: options.startAfterSeconds }),
  });
}

/**
 * Call it from every verb that changes a fact about an integration: its checklist is evaluated again once the
 * change has committed. The platform knows only the name; `lib/gates` does the work.
 */
export async function factsChanged(tx: Tx, ctx: Ctx, integrationId: string | null | undefined): Promise<void> {
  if (integrationId === null || integrationId === undefined) return;
  await enqueue(
    tx,
    "gate.evaluate",
    { integrationId, workspaceId: ctx.workspaceId, traceId: ctx.traceId },
    { key: integrationId },
  );
}
