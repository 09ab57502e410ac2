import { breakerOpen } from "./breaker-open.ts";
import { channelFails } from "./channel-fails.ts";
import { deadLetters } from "./dead-letters.ts";
import { killSwitch } from "./kill-switch.ts";
import { liveParked } from "./live-parked.ts";
import { oldestUndelivered } from "./oldest-undelivered.ts";
import type { Runbook } from "./runbook.ts";
import { silentSource } from "./silent-source.ts";

export const RUNBOOKS: readonly Runbook[] = [
  deadLetters,
  breakerOpen,
  oldestUndelivered,
  silentSource,
  liveParked,
  killSwitch,
  channelFails,
];

export function findRunbook(slug: string): Runbook | null {
  return RUNBOOKS.find((runbook) => runbook.slug === slug) ?? null;
}
