import { idTime } from "#lib/core/id.ts";
import {
  attemptSeconds,
  attemptsTotal,
  destinationLabel,
  endToEndSeconds,
  fenceRejections,
  terminalTotal,
} from "./metrics.ts";
import type { Finished } from "./send-delivery.ts";

export function noteFinished(finished: Finished, accepted: boolean): void {
  const { claimed, outcome, decision, durationMs } = finished;
  attemptsTotal.inc({ destination: destinationLabel(claimed.destinationId), outcome });
  attemptSeconds.observe({ outcome }, durationMs / 1000);
  if (!accepted) {
    fenceRejections.inc({ worker_kind: "dispatch" });
    return;
  }
  if (decision.kind === "dead") terminalTotal.inc({ outcome: "dead" });
  if (decision.kind !== "delivered") return;
  terminalTotal.inc({ outcome: "delivered" });
  const attempt = claimed.attemptCount === 1 ? "first" : "retry";
  endToEndSeconds.observe({ attempt }, Math.max(0, Date.now() - idTime(claimed.eventId).getTime()) / 1000);
}
