import type { Runbook } from "./runbook.ts";

export const killSwitch: Runbook = {
  slug: "kill-switch",
  title: "Using a kill switch",
  summary: "Stop one integration's deliveries at once, and let them flow again.",
  meaning: `A kill switch belongs to one integration. Running, it lets traffic through. Stopped, it holds every delivery of that integration in its environment, whatever the gate says, in all processes within two seconds.

Events go on being verified, stored and answered. Nothing is dropped.`,
  checks: `1. Is the harm caused by what Interlock sends? If the destination is merely down, its breaker is enough.
2. Open the [flag](/flags). The question says how many deliveries will wait and how much arrives in an hour.
3. Will the provider notice? It does not: it still gets its 202.`,
  actions: `- **Stop it** and write down why. It is one person's decision and needs no second one.
- Watch the held count on the flag's page rise and the destination's attempts end.
- Repair the cause, and test it in the test environment.
- **Start it again.** Held deliveries flow in order.`,
  rollback: `Flip the switch back: that is the whole way back. The flag's history keeps who, when and why.`,
  escalation: `Only admins flip it in live. If none is to be reached, ops may stop the integration's traffic on its page.`,
};
