import type { Runbook } from "./runbook.ts";

export const liveParked: Runbook = {
  slug: "live-parked",
  title: "Live traffic is parked",
  summary: "Live events are stored and answered, but the gate lets none of them through.",
  meaning: `The integration's verification gate has not passed, or it fell back. Live events are verified, stored and answered with 202; their deliveries are parked. They flow in order as soon as the gate opens.

This is the interlock doing its work. It becomes a problem when somebody expected traffic.`,
  checks: `1. Open the integration. The first sentence says how many items hold the gate and how many events wait.
2. Open the gate and read what blocks it, failing first. Each item says what was observed and what was expected.
3. Did a fact fall back? The item's history shows when, and what changed.
4. Is the gate passed, and only the decision is missing? Then it waits for an ops member who did not write the evidence.`,
  actions: `- **Fix what blocks**: each item names the page on which it can be fixed.
- **Run the drill again** when its evidence expired or belongs to an older configuration.
- **Ask for a waiver** when the risk is known and accepted. It needs a reason and it ends.
- **Decide the gate.** It opens a canary first; the rest follows after the bake time.`,
  rollback: `Ops may stop traffic on the integration's page at any time. What is parked stays parked, and nothing is sent twice.`,
  escalation: `Call an ops member for the decision. Call an admin when the events that wait are older than the provider's own deadline.`,
};
