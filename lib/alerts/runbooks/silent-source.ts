import type { Runbook } from "./runbook.ts";

export const silentSource: Runbook = {
  slug: "silent-source",
  title: "Silent source",
  summary: "A source that used to receive events receives none.",
  meaning: `No event arrived for longer than the rule expects. The provider has nothing to say, or it sends somewhere else, or what it sends is refused.

A source that never received anything does not raise this alert.`,
  checks: `1. Open [quarantine](/webhooks/quarantine) for this source. Refused requests with a bad signature mean a changed secret.
2. Open the provider's own list of webhook deliveries. Does it send, and what answer does it see?
3. Compare the URL there with the source's URL here, to the last character.
4. Did the provider disable the endpoint after failures? Many do so after some days.
5. Is this an hour in which nothing happens? Then the rule's time is too short.`,
  actions: `- **Send the provider's test event.** It should appear under events within a second.
- If the secret changed, **add the new one beside the old one**, then release the quarantine.
- If the provider disabled the endpoint, enable it there and ask it to send again what it missed.
- If a time of quiet is normal, give the rule a longer time.`,
  rollback: `Retire the secret that you added. Events that were released stay stored once: their ids are known.`,
  escalation: `Call the provider's support when it says that it sends and nothing arrives here, not even in quarantine. Call the integration's owner when events of some hours have to be fetched from the provider.`,
};
