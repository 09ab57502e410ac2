import {
  type AdviceBand,
  ERROR_CLASSES,
  type ErrorClass,
  type ErrorClasses,
  type FlowMode,
  type Kind,
  type Pattern,
} from "./schema.ts";

export type Advice = {
  complexity: "simple" | "medium" | "complex";
  pattern: Pattern;
  /** Fits as well, and needs no decision record. */
  alternative: Pattern | null;
  because: string;
};

/** The complexity rule: 2 systems talk directly, 3 or 4 through a hub, 5 or more over events and a broker. */
export const ADVICE_BANDS: readonly AdviceBand[] = [
  { upTo: 2, complexity: "simple", pattern: "point_to_point", because: "{n} systems can talk to each other directly." },
  {
    upTo: 4,
    complexity: "medium",
    pattern: "hub_and_spoke",
    because: "{n} systems need one layer in the middle, so that each is connected once.",
  },
  {
    upTo: null,
    complexity: "complex",
    pattern: "event_driven",
    because: "{n} systems are too many to call each other: let them publish events to a message broker.",
  },
];

export function advisePattern(systemCount: number, modes: readonly FlowMode[]): Advice | null {
  const band = ADVICE_BANDS.find(({ upTo }) => upTo === null || systemCount <= upTo);
  if (systemCount < 2 || band === undefined) return null;
  const batchOnly = modes.length > 0 && modes.every((mode) => mode === "batch");
  const { complexity, pattern, because } = band;
  return {
    complexity,
    pattern,
    alternative: batchOnly ? "etl_pipeline" : null,
    because: `${because.replace("{n}", String(systemCount))}${batchOnly ? " Every flow is a batch, so an ETL pipeline fits as well." : ""}`,
  };
}

export function deviates(advice: Advice | null, pattern: Pattern): boolean {
  return advice !== null && pattern !== advice.pattern && pattern !== advice.alternative;
}

type PatternWords = { name: string; says: string; alsoCalled: string };

/** The four patterns; the second name is the one that pattern catalogues use. */
export const PATTERN_WORDS: Readonly<Record<Pattern, PatternWords>> = {
  point_to_point: {
    name: "Point-to-Point",
    says: "One client per system calls the other one directly.",
    alsoCalled: "Point-to-Point Channel",
  },
  hub_and_spoke: {
    name: "Hub-and-Spoke",
    says: "A central layer speaks to every system and translates between them.",
    alsoCalled: "Message Broker, Canonical Data Model",
  },
  event_driven: {
    name: "Event-Driven",
    says: "Systems publish events; whoever is interested receives them later.",
    alsoCalled: "Publish-Subscribe Channel",
  },
  etl_pipeline: {
    name: "ETL Pipeline",
    says: "Scheduled runs extract, transform and load in batches.",
    alsoCalled: "File Transfer, Message Translator",
  },
};

type KindWords = { name: string; says: string; discipline: string };

export const KIND_WORDS: Readonly<Record<Kind, KindWords>> = {
  payment: {
    name: "Payment",
    says: "Take money: one-time, subscriptions, marketplaces.",
    discipline: "payment-integration-engineer",
  },
  search: { name: "Search", says: "Index content and answer queries.", discipline: "search-engineer" },
  files: {
    name: "Files",
    says: "Accept, process, store and deliver files and media.",
    discipline: "file-media-handler",
  },
  flags: {
    name: "Flags",
    says: "Roll out features step by step and run experiments.",
    discipline: "feature-flag-manager",
  },
  multi_system: {
    name: "Multi-system",
    says: "Move data between two or more systems.",
    discipline: "integration-engineer",
  },
  generic: { name: "Generic", says: "Any other third-party service.", discipline: "integration-engineer" },
};

/** Labels that assign work; they grant nothing. */
export const DISCIPLINES = [
  "payment-integration-engineer",
  "search-engineer",
  "file-media-handler",
  "feature-flag-manager",
  "integration-engineer",
  "api-designer",
] as const;

export const NO_ERROR_POLICY: ErrorClasses = {
  transient: { action: "undecided", note: "" },
  rate_limit: { action: "undecided", note: "" },
  client: { action: "undecided", note: "" },
  auth: { action: "undecided", note: "" },
  timeout: { action: "undecided", note: "" },
  malformed: { action: "undecided", note: "" },
};

export const ERROR_CLASS_WORDS: Readonly<Record<ErrorClass, { name: string; says: string }>> = {
  transient: { name: "Transient", says: "The network broke, or they answered 5xx or 408." },
  rate_limit: { name: "Rate limit", says: "They answered 429." },
  client: { name: "Client", says: "They refused the request with another 4xx." },
  auth: { name: "Auth", says: "They answered 401 or 403." },
  timeout: { name: "Timeout", says: "They did not answer in time." },
  malformed: { name: "Malformed", says: "The body cannot be read or breaks the contract." },
};

export function undecidedClasses(classes: ErrorClasses): ErrorClass[] {
  return ERROR_CLASSES.filter((name) => classes[name].action === "undecided");
}

/** `Stripe subscriptions` → `stripe-subscriptions`. */
export function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ");
  return words.join("-").slice(0, 60).replace(/-+$/, "");
}
