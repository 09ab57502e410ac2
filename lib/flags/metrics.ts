import { counter } from "#lib/log/metrics.ts";

/** cached: from memory; fresh: after a refresh was waited for; default: off or unknown; error: not answered. */
export const flagEvaluations = counter({
  name: "icr_flag_evaluations_total",
  help: "Flag evaluations answered over OFREP, by outcome.",
  labelNames: ["outcome"] as const,
});
