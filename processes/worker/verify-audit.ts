import { Gauge } from "prom-client";
import { verifyChain } from "#lib/audit/verify.ts";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";

const chainOk = new Gauge({
  name: "icr_audit_chain_ok",
  help: "1 when every workspace's audit chain held at the last look.",
});

/** Every workspace's whole chain, one after another. A broken one is an error in the log and a zero in the metric. */
export async function verifyAuditChains(): Promise<void> {
  const log = makeLogger("worker");
  const workspaces = await db().workspace.findMany({ select: { id: true } });
  let allOk = true;
  for (const { id: workspaceId } of workspaces) {
    const { ok, problem } = await verifyChain(workspaceId);
    if (ok) continue;
    allOk = false;
    log.error({ event: "audit.chain_broken", workspaceId, problem }, "The audit log of a workspace was altered.");
  }
  chainOk.set(allOk ? 1 : 0);
}
