import { writeAudit } from "#lib/audit/write.ts";
import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import type { Gate } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import type { LockedIntegration } from "./lock-integration.ts";
import { setTraffic } from "./set-traffic.ts";

/** Open traffic keeps flowing for a while after a gate regressed, so that a blip or a repair does not park it. */
export async function startGrace(
  tx: Tx,
  ctx: Ctx,
  integration: LockedIntegration,
  now: Date,
): Promise<LockedIntegration> {
  const flows = integration.trafficMode === "canary" || integration.trafficMode === "live";
  if (!flows || integration.parkAt !== null) return integration;
  const { policies } = await getWorkspace(ctx, tx);
  const parkAt = new Date(now.getTime() + policies.regressionGraceSeconds * SECOND);
  await enqueue(
    tx,
    "gate.evaluate",
    { integrationId: integration.id, workspaceId: ctx.workspaceId, traceId: ctx.traceId },
    { key: `${integration.id}:park`, startAfterSeconds: Math.max(1, policies.regressionGraceSeconds) },
  );
  return tx.integration.update({ where: { id: integration.id }, data: { parkAt } });
}

export async function stopGrace(tx: Tx, integration: LockedIntegration): Promise<LockedIntegration> {
  if (integration.parkAt === null) return integration;
  return tx.integration.update({ where: { id: integration.id }, data: { parkAt: null } });
}

/** When the grace time is over, live traffic parks and the verification gate has to be decided again. */
export async function fallBackWhenDue(
  tx: Tx,
  ctx: Ctx,
  integration: LockedIntegration,
  gates: Gate[],
  now: Date,
): Promise<{ integration: LockedIntegration; gates: Gate[] }> {
  if (integration.parkAt === null || integration.parkAt > now) return { integration, gates };
  const names = gates.filter((gate) => gate.state === "regressed").map((gate) => gate.key);
  const reason = `The ${names.join(" and ")} gate regressed and its grace time is over.`;
  const parked = await setTraffic(tx, integration, "fall_back", { reason, now });
  await tx.gate.updateMany({
    where: { integrationId: integration.id, key: "verification" },
    data: { state: "open", step: "none", stepAt: null, passedAt: null, regressedAt: null },
  });
  await writeAudit(tx, ctx, {
    action: "traffic.fall_back",
    entityType: "integration",
    entityId: integration.id,
    label: integration.slug,
    integrationId: integration.id,
    environment: "live",
    before: { trafficMode: integration.trafficMode },
    after: { trafficMode: parked.trafficMode },
    reason,
  });
  const settled = await tx.gate.findMany({ where: { integrationId: integration.id } });
  return { integration: parked, gates: settled };
}
