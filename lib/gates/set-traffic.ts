import { conflict } from "#lib/core/errors.ts";
import type { Tx } from "#lib/db/tx.ts";
import type { LockedIntegration } from "./lock-integration.ts";
import type { TrafficMode } from "./schema.ts";
import { stepTraffic, type TrafficStep } from "./traffic-policy.ts";

/** The only writer of `integration.trafficMode`. The caller holds the row lock and writes the audit row. */
export async function setTraffic(
  tx: Tx,
  integration: LockedIntegration,
  step: TrafficStep | { to: TrafficMode },
  { reason, now }: { reason: string; now: Date },
): Promise<LockedIntegration> {
  const to = typeof step === "string" ? stepTraffic(integration.trafficMode, step) : step.to;
  if (to === null) {
    throw conflict(`${integration.slug} is ${integration.trafficMode}; "${String(step)}" does not lead on from there.`);
  }
  return tx.integration.update({
    where: { id: integration.id },
    data: { trafficMode: to, trafficReason: reason, trafficChangedAt: now, parkAt: null },
  });
}
