import { all, atLeast, none, proven, type Template, vouched } from "./item.ts";

export const multiSystem: Template = {
  key: "multi_system",
  version: 1,
  title: "Self-Verification Protocol",
  items: [
    proven(
      {
        key: "VER-1",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      all(atLeast("connection.count", 1), none("system.without_auth", { otherwise: "failed" })),
    ),
    vouched(
      {
        key: "VER-2",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      "mapping.tests",
    ),
    vouched(
      {
        key: "VER-3",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      "drill.retry",
    ),
    vouched(
      {
        key: "VER-4",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      "client.retry_after_violations",
    ),
    proven(
      {
        key: "VER-5",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      all(
        atLeast("delivery.ended_7d", 1),
        { fact: "delivery.success_percent_7d", op: "gte", value: 99, otherwise: "failed" },
        { fact: "source.unrouted_types_24h", op: "none_but", value: [] },
        { fact: "deadletter.oldest_hours", op: "lte", value: 24 },
      ),
    ),
    vouched(
      {
        key: "VER-6",
        section: "Self-Verification Protocol",
        gates: ["verification"],
        grade: "A",
      },
      "monitor.coverage",
    ),
  ],
};
