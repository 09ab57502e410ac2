import type { Runbook } from "./runbook.ts";

export const deadLetters: Runbook = {
  slug: "dead-letters",
  title: "Dead letters",
  summary: "Deliveries ran out of retries, or the destination refused them for good.",
  meaning: `Interlock has the event and will keep it. It tried to deliver it until the schedule ended, or the destination gave an answer that a retry cannot change. Nothing is lost, and nothing more is sent until somebody decides.

One cause usually stands behind many dead letters.`,
  checks: `1. Open [dead letters](/webhooks/dead-letters) and read them by cause, largest first.
2. Open one and read its last attempt: status, answer, how long it took.
3. A **4xx** means that the destination does not want this request as it is. Look for a change on its side, or in the transform.
4. A **5xx** or a timeout means that the destination was not well. Look whether its breaker is open now.
5. Read the destination's other deliveries of the same minutes: do all fail, or only one type?`,
  actions: `- **Replay one** of each cause first. It keeps its \`webhook-id\`, so a destination that has it already can drop it.
- When that one arrives, **replay the group** at a low rate. The preview states how many will be sent.
- While the cause lasts, **pause the destination**. New deliveries wait instead of dying.
- **Discard** only what nobody needs any more, and write down why. This is the one action here that does not come back.`,
  rollback: `Cancel a running replay on its page; what was sent stays sent. Resume a destination that you paused. A discarded delivery stays in the history, and its event can be replayed from the event's page.`,
  escalation: `Call the destination's owner when one replay fails in the same way twice. Call the integration's owner when the cause is in the design: an unknown type, a wrong transform. Call an admin when payments are older than their provider's own deadline.`,
};
