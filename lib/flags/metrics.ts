import { Counter } from "prom-client";

/** cached: from memory; fresh: after a refresh was waited for; default: off or unknown; error: not answered. */
export const flagEvaluations = new Counter({
  name: "icr_flag_evaluations_total",
  help: "Flag evaluations answered over OFREP, by outcome.",
  labelNames: ["outcome"] as const,
});
