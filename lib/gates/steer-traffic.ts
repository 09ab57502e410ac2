import { conflict, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";
import type { LockedIntegration } from "./lock-integration.ts";
import { ReleaseTraffic, StopTraffic } from "./schema.ts";
import { setTraffic } from "./set-traffic.ts";
import { earnedMode } from "./traffic-policy.ts";

/** Ops stop live traffic by hand. Events are still verified, stored and answered 202; they park. */
export const stopTraffic = mutation({
  name: "traffic.stop",
  permission: "traffic:stop",
  input: StopTraffic,
  async run({ ctx, tx, input }) {
    const { integration } = await evaluateIntegration(tx, ctx, { slug: input.slug }, "change");
    if (integration.trafficMode === "blocked") throw conflict(`${integration.slug} is blocked already.`);
    const reason = `${ctx.actor.label} stopped it: ${input.reason}`;
    const after = await setTraffic(tx, integration, "stop", { reason, now: ctx.now() });
    return { value: { trafficMode: after.trafficMode }, audit: auditOf(integration, after, input.reason) };
  },
});

/** Takes a stop back, as far as the decisions that still stand allow. */
export const releaseTraffic = mutation({
  name: "traffic.release",
  permission: "traffic:stop",
  input: ReleaseTraffic,
  async run({ ctx, tx, input }) {
    const { integration, gates } = await evaluateIntegration(tx, ctx, { slug: input.slug }, "change");
    if (integration.trafficMode !== "blocked")
      throw conflict(`${integration.slug} is ${integration.trafficMode}; there is no stop to take back.`);
    const state = (key: string) => gates.find((gate) => gate.key === key);
    const verification = state("verification");
    const verified = verification?.state === "passed" && state("design")?.state === "passed";
    const to = earnedMode({
      design: (state("design")?.state ?? "open") !== "open",
      canary: verified && verification.step !== "none",
      full: verified && verification.step === "live",
    });
    if (to === "blocked") throw precondition("The design gate has not passed. Decide it first.", { blocking: [] });
    const reason = `${ctx.actor.label} took the stop back: ${input.reason}`;
    const after = await setTraffic(tx, integration, { to }, { reason, now: ctx.now() });
    return { value: { trafficMode: after.trafficMode }, audit: auditOf(integration, after, input.reason) };
  },
});

function auditOf(before: LockedIntegration, after: LockedIntegration, reason: string) {
  return {
    entityType: "integration",
    entityId: before.id,
    label: before.slug,
    integrationId: before.id,
    environment: "live",
    before: { trafficMode: before.trafficMode },
    after: { trafficMode: after.trafficMode },
    reason,
  };
}
