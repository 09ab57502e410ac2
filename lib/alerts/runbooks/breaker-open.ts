import type { Runbook } from "./runbook.ts";

export const breakerOpen: Runbook = {
  slug: "breaker-open",
  title: "Breaker open",
  summary: "A destination failed so often that Interlock stopped sending to it.",
  meaning: `Most attempts of the last minutes failed. To spare the destination, deliveries wait and single probes ask whether it is back. When probes succeed the breaker closes by itself and the waiting deliveries flow, oldest first.

Events are still verified, stored and answered. Nothing is lost.`,
  checks: `1. Open the destination from the alert and read the last failed attempt: refused, timed out, TLS, or an answer of 5xx.
2. Press **Test** on the connection to it. It says which layer fails: name, connection, TLS, HTTP, sign-in.
3. Look whether other destinations on the same host fail as well.
4. Look at what changed: a release of the destination, a certificate, a firewall, a credential.`,
  actions: `- **Leave the breaker alone.** It probes by itself and closes within a minute of the first good answers.
- **Pause the destination** when its owner asks for quiet. Probes stop too.
- If it was moved, **change its address**. The signing secret stays the same.
- If it cannot be helped soon, flip the integration's **kill switch**. Deliveries are then held instead of ageing.`,
  rollback: `Resume the destination, or start the kill switch again. Held and waiting deliveries flow in order at the destination's own limits.`,
  escalation: `Call the destination's owner at once when its errors are its own (5xx, refused, TLS). Call an admin when the oldest delivery is older than what the integration's design promises.`,
};
