import {
  ATTESTATION_DAYS,
  acceptedDecision,
  all,
  atLeast,
  DRILL_DAYS,
  errorsPlanned,
  is,
  none,
  proven,
  reviewedSection,
  type Template,
  vouched,
} from "./item.ts";

export const payment: Template = {
  key: "payment",
  version: 2,
  title: "Payment Integration Checklist",
  items: [
    proven(
      {
        key: "PAY-REQ-1",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("payment.types"),
    ),
    proven(
      {
        key: "PAY-REQ-2",
        section: "Requirements",
        gates: ["design"],
        grade: "C→A",
      },
      reviewedSection("payment.currencies"),
    ),
    proven(
      {
        key: "PAY-REQ-3",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("payment.refunds_disputes"),
      ATTESTATION_DAYS,
    ),
    proven(
      {
        key: "PAY-REQ-4",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("payment.tax"),
    ),
    proven(
      {
        key: "PAY-ARC-1",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      all(acceptedDecision("provider"), is("integration.provider_linked", true)),
    ),
    proven(
      {
        key: "PAY-ARC-2",
        section: "Architecture",
        gates: ["design"],
        grade: "A",
      },
      all(
        atLeast("source.signed", 1),
        none("source.unsigned", { otherwise: "failed" }),
        none("source.sync_ack"),
        none("source.unrouted"),
        { fact: "source.unrouted_types_24h", op: "none_but", value: [] },
      ),
    ),
    proven(
      {
        key: "PAY-ARC-3",
        section: "Architecture",
        gates: ["design"],
        grade: "A",
      },
      all(atLeast("source.count", 1), none("source.without_dedupe"), none("source.dedupe_too_short")),
    ),
    proven({ key: "PAY-ARC-4", section: "Architecture", gates: ["design"], grade: "A" }, errorsPlanned),
    vouched(
      {
        key: "PAY-CMP-1",
        section: "Compliance",
        gates: ["verification", "design"],
        grade: "B+D",
      },
      "compliance.pci.capture_mode",
    ),
    vouched(
      {
        key: "PAY-CMP-2",
        section: "Compliance",
        gates: ["verification", "design"],
        grade: "C+A",
      },
      "redaction.self_test",
    ),
    proven(
      {
        key: "PAY-CMP-3",
        section: "Compliance",
        gates: ["verification"],
        grade: "A",
      },
      all(atLeast("audit.events_30d", 1), {
        fact: "audit.kinds",
        op: "includes_all",
        value: ["config.change", "credential.read", "delivery.replay", "approval.decision", "flag.change"],
      }),
    ),
    proven(
      {
        key: "PAY-CMP-4",
        section: "Compliance",
        gates: ["verification", "design"],
        grade: "A",
      },
      is("review.security.scheduled", true),
    ),
    proven(
      { key: "PAY-TST-1", section: "Testing", gates: ["verification"], grade: "A" },
      all(
        atLeast("credential.test.count", 1),
        is("credential.test.auth_ok", true, { otherwise: "failed" }),
        is("credential.test.same_as_live", false, { otherwise: "failed" }),
        { fact: "credential.test.key_mode", op: "in", value: ["test", "unmarked"], otherwise: "failed" },
      ),
    ),
    vouched(
      {
        key: "PAY-TST-2",
        section: "Testing",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.payment_flow",
    ),
    proven(
      {
        key: "PAY-TST-3",
        section: "Testing",
        gates: ["verification"],
        grade: "A",
      },
      all(is("drill.webhook_suite.passed", true, { otherwise: "failed" }), is("drill.webhook_suite.current", true)),
      DRILL_DAYS,
    ),
    vouched(
      {
        key: "PAY-TST-4",
        section: "Testing",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.decline_dispute",
    ),
  ],
};
