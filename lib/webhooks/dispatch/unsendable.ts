import { newId } from "#lib/core/id.ts";
import type { Claimed } from "./claimed.ts";
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
