import { acceptedDecision, all, errorsPlanned, is, proven, type Template, vouched } from "./item.ts";

export const designGate: Template = {
  key: "design",
  version: 1,
  title: "Integration Design Gate",
  items: [
    proven(
      {
        key: "GPRE-DOC-1",
        section: "Documentation",
        gates: ["design"],
        grade: "C",
      },
      is("doc.complete", true),
    ),
    vouched({ key: "GPRE-DOC-2", section: "Documentation", gates: ["design"], grade: "A" }, "contract.agreed"),
    proven(
      {
        key: "GPRE-DOC-3",
        section: "Documentation",
        gates: ["design"],
        grade: "A",
      },
      is("review.security.scheduled", true),
    ),
    vouched(
      {
        key: "GPRE-DOC-4",
        section: "Documentation",
        gates: ["design"],
        grade: "C+D",
      },
      "compliance.design",
    ),
    proven(
      {
        key: "GPRE-ARC-1",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      all(acceptedDecision("provider"), is("adr.provider.consequences", true)),
    ),
    vouched(
      {
        key: "GPRE-ARC-2",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "fallback.plans",
    ),
    proven(
      {
        key: "GPRE-ARC-3",
        section: "Architecture",
        gates: ["design"],
        grade: "A",
      },
      errorsPlanned,
    ),
    vouched(
      {
        key: "GPRE-ARC-4",
        section: "Architecture",
        gates: ["design"],
        grade: "A",
      },
      "slo.count",
    ),
  ],
};
