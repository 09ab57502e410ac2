import { Counter, Gauge, Histogram } from "prom-client";

// For the worker alone: a bundler evaluates a module more than once, and a metric registers once.

export const evaluationDuration = new Histogram({
  name: "icr_alert_evaluation_duration_seconds",
  help: "How long one round over the alert rules took.",
  buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10],
});

export const evaluatorLag = new Gauge({
  name: "icr_alert_evaluator_lag_seconds",
  help: "How much later than planned the most delayed rule of the last round was evaluated.",
});

export const notifications = new Counter({
  name: "icr_notifications_total",
  help: "Notifications by kind of channel and how sending ended.",
  labelNames: ["channel_type", "outcome"] as const,
});

export const alertInstances = new Gauge({
  name: "icr_alert_instances",
  help: "Alerts that are open, by severity and state.",
  labelNames: ["severity", "state"] as const,
});
