import { counter, gauge, histogram } from "#lib/log/metrics.ts";

/** At most this many destinations get a label of their own; the rest is `other`, so that a scrape stays bounded. */
const LABELLED = 500;
const labelled = new Set<string>();

export function destinationLabel(id: string): string {
  if (labelled.has(id)) return id;
  if (labelled.size >= LABELLED) return "other";
  labelled.add(id);
  return id;
}

export const attemptsTotal = counter({
  name: "icr_delivery_attempts_total",
  help: "Sends that ended, by destination and outcome.",
  labelNames: ["destination", "outcome"],
});
export const attemptSeconds = histogram({
  name: "icr_delivery_attempt_duration_seconds",
  help: "How long a send took.",
  labelNames: ["outcome"],
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30],
});
export const endToEndSeconds = histogram({
  name: "icr_delivery_end_to_end_seconds",
  help: "From the event's receipt to its delivery.",
  labelNames: ["attempt"],
  buckets: [0.1, 0.5, 1, 5, 15, 30, 60, 300, 1_800, 7_200, 28_800, 86_400],
});
export const terminalTotal = counter({
  name: "icr_deliveries_terminal_total",
  help: "Deliveries that ended.",
  labelNames: ["outcome"],
});
export const queueDepth = gauge({
  name: "icr_queue_depth",
  help: "Deliveries that have not ended, by state.",
  labelNames: ["queue", "state"],
});
export const queueOldest = gauge({
  name: "icr_queue_oldest_ready_seconds",
  help: "Age of the oldest delivery that is due and not sent.",
  labelNames: ["queue"],
});
export const claimSeconds = histogram({
  name: "icr_queue_claim_duration_seconds",
  help: "Both statements of a claim.",
  buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1],
});
export const leasesExpired = counter({
  name: "icr_leases_expired_total",
  help: "Leases whose worker did not come back.",
  labelNames: ["worker_kind"],
});
export const fenceRejections = counter({
  name: "icr_fence_rejections_total",
  help: "Results that came after their lease had gone to another worker.",
  labelNames: ["worker_kind"],
});
export const breakerState = gauge({
  name: "icr_breaker_state",
  help: "0 closed, 1 half-open, 2 open, 3 disabled.",
  labelNames: ["destination"],
});
export const breakerTransitions = counter({
  name: "icr_breaker_transitions_total",
  help: "Changes of breakers.",
  labelNames: ["to"],
});
export const dlqDepth = gauge({ name: "icr_dlq_depth", help: "Dead letters that nobody has resolved." });
export const dlqOldest = gauge({ name: "icr_dlq_oldest_seconds", help: "Age of the oldest open dead letter." });
export const replaysTotal = counter({
  name: "icr_replays_total",
  help: "Replays that ended.",
  labelNames: ["outcome"],
});
