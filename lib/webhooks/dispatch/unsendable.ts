import { newId } from "#lib/core/id.ts";
import type { Claimed } from "./claimed.ts";
import { decide } from "./retry-policy.ts";
import type { Finished } from "./send-delivery.ts";

const AGAIN_SECONDS = 60;

/** A fault of ours: nothing left the building, the destination is not blamed, and it is tried again without an end. */
export function unsendable(claimed: Claimed, error: string): Finished {
  return {
    claimed,
    destinationName: "",
    decision: { kind: "retry", delaySeconds: AGAIN_SECONDS, quietSeconds: 0 },
    outcome: "misconfigured",
    status: null,
    error,
    at: new Date(),
    durationMs: 0,
    connectMs: null,
    requestHeaders: "{}",
    responseHeaders: null,
    responseBody: null,
    attemptId: newId(),
  };
}

/** A defect of ours with this one event: the destination is not blamed, but its schedule ends it, so it cannot go round for ever. */
export function unprepared(claimed: Claimed, schedule: readonly number[]): Finished {
  const error = "Interlock could not prepare this delivery. Its log says why.";
  const tries = claimed.attemptCount - claimed.crashes;
  const decision = decide(
    { outcome: "unknown", status: null, retryAfter: null },
    { tries, schedule, now: new Date(), random: Math.random() },
  );
  return { ...unsendable(claimed, error), outcome: "unknown", decision };
}
