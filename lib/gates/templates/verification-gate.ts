import { all, atLeast, is, none, proven, type Template, vouched } from "./item.ts";

export const verificationGate: Template = {
  key: "verification",
  version: 1,
  title: "Integration Verification Gate",
  items: [
    vouched(
      {
        key: "GPOST-FUN-1",
        wording: "All integration features working",
        section: "Functionality",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.features",
    ),
    vouched(
      {
        key: "GPOST-FUN-2",
        wording: "Error cases handled gracefully",
        section: "Functionality",
        gates: ["verification"],
        grade: "A",
      },
      "drill.fault_injection",
    ),
    vouched(
      {
        key: "GPOST-FUN-3",
        wording: "Fallbacks tested",
        section: "Functionality",
        gates: ["verification"],
        grade: "A",
      },
      "drill.fallback",
    ),
    proven(
      {
        key: "GPOST-SEC-1",
        wording: "Security review passed",
        section: "Security",
        gates: ["verification"],
        grade: "C+A",
      },
      is("review.security.passed", true),
    ),
    vouched(
      {
        key: "GPOST-SEC-2",
        wording: "Compliance verified (PCI, GDPR, etc.)",
        section: "Security",
        gates: ["verification"],
        grade: "C+D",
      },
      "compliance.verify",
    ),
    proven(
      {
        key: "GPOST-SEC-3",
        wording: "Audit logging working",
        section: "Security",
        gates: ["verification"],
        grade: "A",
      },
      all(atLeast("audit.events_24h", 1), is("audit.chain_ok", true, { otherwise: "failed" })),
    ),
    vouched(
      {
        key: "GPOST-OPS-1",
        wording: "Monitoring configured",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "monitor.coverage",
    ),
    proven(
      { key: "GPOST-OPS-2", wording: "Alerts set up", section: "Operations", gates: ["verification"], grade: "A" },
      all(atLeast("alert.rules", 1), none("alert.rules_untested_channel")),
    ),
    proven(
      { key: "GPOST-OPS-3", wording: "Runbooks created", section: "Operations", gates: ["verification"], grade: "C+A" },
      all(atLeast("alert.rules", 1), none("alert.rules_without_runbook")),
    ),
    vouched(
      {
        key: "GPOST-OPS-4",
        wording: "On-call aware of integration",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "oncall.acknowledged",
    ),
  ],
};
