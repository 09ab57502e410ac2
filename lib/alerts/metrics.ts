import { counter, gauge, histogram } from "#lib/log/metrics.ts";

export const evaluationDuration = histogram({
  name: "icr_alert_evaluation_duration_seconds",
  help: "How long one round over the alert rules took.",
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});

export const evaluatorLag = gauge({
  name: "icr_alert_evaluator_lag_seconds",
  help: "How much later than planned the most delayed rule of the last round was evaluated.",
});

export const notifications = counter({
  name: "icr_notifications_total",
  help: "Notifications by kind of channel and how sending ended.",
  labelNames: ["channel_type", "outcome"] as const,
});

export const alertInstances = gauge({
  name: "icr_alert_instances",
  help: "Alerts that are open, by severity and state.",
  labelNames: ["severity", "state"] as const,
});
