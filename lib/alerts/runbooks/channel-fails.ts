import type { Runbook } from "./runbook.ts";

export const channelFails: Runbook = {
  slug: "channel-fails",
  title: "A channel fails",
  summary: "Alerts are raised, but a channel does not take them.",
  meaning: `Every notification is written with the alert itself and sent afterwards. When a channel does not answer it is tried again after seconds, then minutes, then hours, for about eight hours. Each try carries the same id, so a repeat can be dropped.

Alerts still fire and show on the page while a channel is down.`,
  checks: `1. Open [channels](/alerts/channels) and press **Test**. The answer says what failed.
2. A webhook: does its address answer 2xx within 10 seconds? Is the signing secret the one that was shown when it was made?
3. An e-mail: is a mail server set, does it take the sender's address, and did the letter end in the spam folder?
4. Read what the alert's page says under "Told".`,
  actions: `- **Correct the channel** and test it again. What waits is sent by itself.
- **Add a second channel** of the other kind to the rules that must not be missed.
- Make a new signing secret when the old one may be known to others.`,
  rollback: `A channel that was changed can be changed back; test it afterwards. A deleted channel has to be made again.`,
  escalation: `Call whoever runs the mail server or the receiving service. Until it is repaired somebody has to look at the alerts page.`,
};
