import { acceptedDecision, proven, reviewedSection, type Template, vouched } from "./item.ts";

export const search: Template = {
  key: "search",
  version: 2,
  title: "Search Integration Checklist",
  items: [
    proven(
      {
        key: "SRCH-REQ-1",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.sources"),
    ),
    proven(
      {
        key: "SRCH-REQ-2",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.features"),
    ),
    vouched(
      {
        key: "SRCH-REQ-3",
        section: "Requirements",
        gates: ["design"],
        grade: "C→A",
      },
      "slo.count",
    ),
    vouched(
      {
        key: "SRCH-REQ-4",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      "search.judged_queries",
    ),
    proven(
      {
        key: "SRCH-ARC-1",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      acceptedDecision("provider"),
    ),
    vouched(
      {
        key: "SRCH-ARC-2",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "sync.index_job",
    ),
    proven(
      {
        key: "SRCH-ARC-3",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.queries"),
    ),
    proven(
      {
        key: "SRCH-ARC-4",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.scaling"),
    ),
    vouched(
      {
        key: "SRCH-IMP-1",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "contract.agreed.index_schema",
    ),
    vouched(
      {
        key: "SRCH-IMP-2",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "sync.last_run.index",
    ),
    vouched(
      {
        key: "SRCH-IMP-3",
        section: "Implementation",
        gates: ["verification"],
        grade: "B",
      },
      "contract.agreed.api",
    ),
    vouched(
      {
        key: "SRCH-IMP-4",
        section: "Implementation",
        gates: ["verification"],
        grade: "D",
      },
      "evidence.ui_components",
    ),
    vouched(
      {
        key: "SRCH-QLT-1",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "search.relevance.score",
    ),
    vouched(
      {
        key: "SRCH-QLT-2",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "slo.attained.latency_p95",
    ),
    vouched(
      {
        key: "SRCH-QLT-3",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.search_edges",
    ),
    vouched({ key: "SRCH-QLT-4", section: "Quality", gates: ["verification"], grade: "B" }, "search.analytics.events"),
  ],
};
