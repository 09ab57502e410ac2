import type { Outline } from "../schema.ts";
import {
  architecture,
  classification,
  context,
  landscape,
  operations,
  options,
  table,
  text,
  webhooks,
} from "./shared-sections.ts";

export const search: Outline = {
  key: "search",
  version: 1,
  name: "SEARCH-DESIGN.md",
  sections: [
    context,
    landscape,
    {
      key: "search.sources",
      title: "Searchable content",
      help: "Everything that can be found, where it comes from and how much of it there is.",
      required: true,
      fields: [
        table("sources", "Sources", [
          ["system", "System"],
          ["entity", "Entity"],
          ["fields", "Fields"],
          ["owner", "Owner"],
          ["volume", "Volume"],
        ]),
      ],
    },
    {
      key: "search.features",
      title: "Search features",
      help: "What a person can do with the search box. Say under Notes when each one counts as done.",
      required: true,
      fields: [
        {
          key: "features",
          label: "Features",
          type: "multi_select",
          required: true,
          options: options(
            ["autocomplete", "Autocomplete"],
            ["filters", "Filters"],
            ["facets", "Facets"],
            ["typo_tolerance", "Typo tolerance"],
            ["synonyms", "Synonyms"],
            ["highlighting", "Highlighting"],
          ),
        },
      ],
    },
    {
      key: "search.relevance",
      title: "Relevance",
      help: "What makes a hit a good one, and how you will judge it.",
      required: true,
      fields: [],
    },
    {
      key: "search.indexing",
      title: "Indexing strategy",
      help: "Full, incremental or by event; how often; how deletions and permissions reach the index.",
      required: true,
      fields: [],
    },
    {
      key: "search.queries",
      title: "Query patterns",
      help: "The queries people will send, each with the time you promise.",
      required: true,
      fields: [
        table("queries", "Queries", [
          ["pattern", "Pattern"],
          ["filters", "Filters"],
          ["sort", "Sort"],
          ["p95", "Expected p95"],
        ]),
      ],
    },
    {
      key: "search.scaling",
      title: "Scaling",
      help: "How large it is now, how large in a year, and how you index everything again.",
      required: true,
      fields: [
        { key: "documents_now", label: "Documents now", type: "number", unit: "documents", required: true },
        { key: "documents_year", label: "Documents in 12 months", type: "number", unit: "documents", required: true },
        { key: "qps", label: "Queries at the peak", type: "number", unit: "per second", required: true },
        text("reindex_plan", "Plan to index everything again"),
      ],
    },
    classification(false),
    webhooks(false),
    architecture(false),
    operations,
  ],
};
