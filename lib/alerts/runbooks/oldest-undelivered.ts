import type { Runbook } from "./runbook.ts";

export const oldestUndelivered: Runbook = {
  slug: "oldest-undelivered",
  title: "Oldest undelivered",
  summary: "Deliveries that are due wait longer than they should.",
  meaning: `A delivery is due and nobody takes it. Either the destination is limited (breaker, pause, rate, concurrency), or the workers do not keep up, or none is running.

Deliveries that wait for their next retry are not counted here: they are not due yet.`,
  checks: `1. Open the destination. Is it paused, disabled, or is its breaker open? Then that is the reason.
2. Read its limits. Is the rate or the number of calls at once lower than what arrives?
3. Read \`/api/health/ready\`. Does it say that the worker is up?
4. Run \`npm run -s interlock -- doctor\` on the machine. It names what is slow or missing.
5. If every destination is late, look at the database: disk, long transactions, connections.`,
  actions: `- **Resume** a destination that was paused and forgotten.
- **Raise its limits** step by step, after its owner agreed.
- **Start another worker.** Any number of them may run against one database.
- If one destination blocks by slowness, lower its timeout, so that its slots are free sooner.`,
  rollback: `Put the limits back. Stop a worker with SIGTERM: it gives back what it has not sent.`,
  escalation: `Call whoever runs the machine when no worker answers or the database is slow. Call the destination's owner when raising the limits makes it fail.`,
};
