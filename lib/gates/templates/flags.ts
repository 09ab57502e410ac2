import { acceptedDecision, all, atLeast, is, none, proven, reviewedSection, type Template, vouched } from "./item.ts";

export const flags: Template = {
  key: "flags",
  version: 1,
  title: "Feature Flag Checklist",
  items: [
    proven(
      {
        key: "FLAG-REQ-1",
        section: "Requirements",
        gates: ["design"],
        grade: "A",
      },
      all(atLeast("flag.count", 1), none("flag.without_type")),
    ),
    proven(
      {
        key: "FLAG-REQ-2",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("flags.targeting"),
    ),
    vouched(
      {
        key: "FLAG-REQ-3",
        section: "Requirements",
        gates: ["design"],
        grade: "A",
      },
      "flag.rollout_plan",
    ),
    vouched({ key: "FLAG-REQ-4", section: "Requirements", gates: ["design"], grade: "A" }, "flag.decision_metrics"),
    proven(
      {
        key: "FLAG-ARC-1",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      acceptedDecision("provider"),
    ),
    proven({ key: "FLAG-ARC-2", section: "Architecture", gates: ["design"], grade: "C" }, reviewedSection("flags.sdk")),
    proven(
      {
        key: "FLAG-ARC-3",
        section: "Architecture",
        gates: ["design"],
        grade: "A",
      },
      all(atLeast("flag.count", 1), none("flag.without_default")),
    ),
    vouched(
      {
        key: "FLAG-ARC-4",
        section: "Architecture",
        gates: ["design"],
        grade: "B",
      },
      "flag.eval_p95",
    ),
    proven(
      {
        key: "FLAG-IMP-1",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      all(
        atLeast("flag.count", 1),
        none("flag.without_owner"),
        none("flag.without_description"),
        none("flag.without_type"),
      ),
    ),
    vouched(
      {
        key: "FLAG-IMP-2",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "flag.rules",
    ),
    vouched(
      {
        key: "FLAG-IMP-3",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "flag.exposures",
    ),
    vouched(
      {
        key: "FLAG-IMP-4",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "flag.dashboard",
    ),
    vouched(
      {
        key: "FLAG-OPS-1",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "flag.lifecycle",
    ),
    vouched(
      {
        key: "FLAG-OPS-2",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "flag.stale_policy",
    ),
    vouched(
      {
        key: "FLAG-OPS-3",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      "drill.kill_switch",
    ),
    proven(
      {
        key: "FLAG-OPS-4",
        section: "Operations",
        gates: ["verification"],
        grade: "A",
      },
      all(atLeast("audit.flag_events_90d", 1), is("audit.chain_ok", true, { otherwise: "failed" })),
    ),
  ],
};
