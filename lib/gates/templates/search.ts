import { acceptedDecision, proven, reviewedSection, type Template, vouched } from "./item.ts";

export const search: Template = {
  key: "search",
  version: 1,
  title: "Search Integration Checklist",
  items: [
    proven(
      {
        key: "SRCH-REQ-1",
        wording: "Searchable content identified",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.sources"),
    ),
    proven(
      {
        key: "SRCH-REQ-2",
        wording: "Search features defined (autocomplete, filters, facets)",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.features"),
    ),
    vouched(
      {
        key: "SRCH-REQ-3",
        wording: "Performance requirements set",
        section: "Requirements",
        gates: ["design"],
        grade: "C→A",
      },
      "slo.count",
    ),
    vouched(
      {
        key: "SRCH-REQ-4",
        wording: "Relevance criteria documented",
        section: "Requirements",
        gates: ["design"],
        grade: "C",
      },
      "search.judged_queries",
    ),
    proven(
      {
        key: "SRCH-ARC-1",
        wording: "Search engine selected (Elasticsearch, Algolia, etc.)",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      acceptedDecision("provider"),
    ),
    vouched(
      {
        key: "SRCH-ARC-2",
        wording: "Indexing strategy defined",
        section: "Architecture",
        gates: ["design"],
        grade: "C+A",
      },
      "sync.index_job",
    ),
    proven(
      {
        key: "SRCH-ARC-3",
        wording: "Query patterns documented",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.queries"),
    ),
    proven(
      {
        key: "SRCH-ARC-4",
        wording: "Scaling approach planned",
        section: "Architecture",
        gates: ["design"],
        grade: "C",
      },
      reviewedSection("search.scaling"),
    ),
    vouched(
      {
        key: "SRCH-IMP-1",
        wording: "Index schema designed",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "contract.agreed.index_schema",
    ),
    vouched(
      {
        key: "SRCH-IMP-2",
        wording: "Sync mechanism built",
        section: "Implementation",
        gates: ["verification"],
        grade: "A",
      },
      "sync.last_run.index",
    ),
    vouched(
      {
        key: "SRCH-IMP-3",
        wording: "Query API implemented",
        section: "Implementation",
        gates: ["verification"],
        grade: "B",
      },
      "contract.agreed.api",
    ),
    vouched(
      {
        key: "SRCH-IMP-4",
        wording: "UI components created",
        section: "Implementation",
        gates: ["verification"],
        grade: "D",
      },
      "evidence.ui_components",
    ),
    vouched(
      {
        key: "SRCH-QLT-1",
        wording: "Relevance tuning complete",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "search.relevance.score",
    ),
    vouched(
      {
        key: "SRCH-QLT-2",
        wording: "Performance benchmarks met",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "slo.attained.latency_p95",
    ),
    vouched(
      {
        key: "SRCH-QLT-3",
        wording: "Edge cases handled (empty, typos)",
        section: "Quality",
        gates: ["verification"],
        grade: "B",
      },
      "scenario.coverage.search_edges",
    ),
    vouched(
      { key: "SRCH-QLT-4", wording: "Analytics configured", section: "Quality", gates: ["verification"], grade: "B" },
      "search.analytics.events",
    ),
  ],
};
