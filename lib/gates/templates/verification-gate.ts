import { all, atLeast, is, none, proven, type Template, vouched } from "./item.ts";

export const verificationGate: Template = {
  key: "verification",
  version: 1,
  title: "Integration Verification Gate",
  items: [
    vouched(
      {
        key: "GPOST-FUN-1",
        section: "Functionality",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.features",
    ),
    vouched(
      {
        key: "GPOST-FUN-2",
        section: "Functionality",
        gates: ["verification"],
        grade: "A",
      },
      "drill.fault_injection",
    ),
    vouched(
      {
        key: "GPOST-FUN-3",
        section: "Functionality",
        gates: ["verification"],
        grade: "A",
      },
      "drill.fallback",
    ),
    proven(
      {
        key: "GPOST-SEC-1",
        section: "Security",
        gates: ["verification"],
        grade: "C+A",
      },
      is("review.security.passed", true),
    ),
    vouched(
      {
        key: "GPOST-SEC-2",
        section: "Security",
        gates: ["verification"],
        grade: "C+D",
      },
      "compliance.verify",
    ),
    proven(
      {
        key: "GPOST-SEC-3",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      all(atLeast("audit.events_24h", 1), is("audit.chain_ok", true, { otherwise: "failed" })),
    ),
    vouched(
      {
        key: "GPOST-OPS-1",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "monitor.coverage",
    ),
    proven(
      { key: "GPOST-OPS-2", section: "Operations", gates: ["verification"], grade: "A" },
      all(atLeast("alert.rules", 1), none("alert.rules_untested_channel")),
    ),
    proven(
      { key: "GPOST-OPS-3", section: "Operations", gates: ["verification"], grade: "C+A" },
      all(atLeast("alert.rules", 1), none("alert.rules_without_runbook")),
    ),
    vouched(
      {
        key: "GPOST-OPS-4",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "oncall.acknowledged",
    ),
  ],
};
