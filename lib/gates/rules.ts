import type { FactValue, Observation } from "#lib/core/fact.ts";
import { factText, factWords } from "./fact-words.ts";

/** What one domain observed about one integration, or why it could not. */
export type Fact = Observation | { key: string; error: string };
export type FactSet = ReadonlyMap<string, Fact>;

export const OPS = ["eq", "ne", "gte", "lte", "in", "not_in", "includes_all", "none_but"] as const;
export type Op = (typeof OPS)[number];

/** `otherwise: "failed"` marks a leaf whose untruth is a fault, not just something still missing. */
export type RuleLeaf = { fact: string; op: Op; value: FactValue; otherwise?: "failed"; withinHours?: number };
export type Rule = RuleLeaf | { all: readonly Rule[] } | { any: readonly Rule[] } | { not: Rule };

export type Outcome = "passed" | "open" | "failed" | "stale" | "no_data" | "error";
export type Check = {
  fact: string;
  outcome: Outcome;
  observed: string;
  expected: string;
  observedAt: string | null;
  source: string | null;
  link: string | null;
  sha: string | null;
};
export type Evaluation = { outcome: Outcome; checks: readonly Check[]; sentence: string };

const HOUR = 3_600_000;

/**
 * Kleene logic: what is not known is never true, not even negated. An empty `all` or `any` knows nothing.
 */
export function evaluateRule(rule: Rule, facts: FactSet, now: Date): Evaluation {
  const checks: Check[] = [];
  const outcome = outcomeOf(rule, facts, now, checks);
  return { outcome, checks, sentence: sentenceOf(outcome, checks) };
}

export function factsOf(rule: Rule): string[] {
  if ("fact" in rule) return [rule.fact];
  if ("not" in rule) return factsOf(rule.not);
  return [...new Set(("all" in rule ? rule.all : rule.any).flatMap(factsOf))];
}

function outcomeOf(rule: Rule, facts: FactSet, now: Date, checks: Check[]): Outcome {
  if ("fact" in rule) {
    const check = checkLeaf(rule, facts.get(rule.fact), now);
    checks.push(check);
    return check.outcome;
  }
  if ("not" in rule) return negated(outcomeOf(rule.not, facts, now, checks));
  const parts = ("all" in rule ? rule.all : rule.any).map((part) => outcomeOf(part, facts, now, checks));
  return "all" in rule ? worst(parts, UNTRUE_FIRST) : best(parts);
}

const UNTRUE_FIRST: readonly Outcome[] = ["failed", "open", "error", "stale", "no_data", "passed"];
const UNKNOWN_FIRST: readonly Outcome[] = ["error", "stale", "no_data", "failed", "open"];

function worst(parts: readonly Outcome[], order: readonly Outcome[]): Outcome {
  return order.find((outcome) => parts.includes(outcome)) ?? "no_data";
}

function best(parts: readonly Outcome[]): Outcome {
  return parts.includes("passed") ? "passed" : worst(parts, UNKNOWN_FIRST);
}

function negated(outcome: Outcome): Outcome {
  if (outcome === "passed") return "open";
  return outcome === "open" || outcome === "failed" ? "passed" : outcome;
}

function checkLeaf(leaf: RuleLeaf, fact: Fact | undefined, now: Date): Check {
  const expected = expectedText(leaf);
  const base = { fact: leaf.fact, expected, observedAt: null, source: null, link: null, sha: null };
  if (fact === undefined) return { ...base, outcome: "no_data", observed: factWords(leaf.fact).none };
  if ("error" in fact) return { ...base, outcome: "error", observed: fact.error };
  const seen = {
    ...base,
    observed: factText(leaf.fact, fact.value),
    observedAt: fact.observedAt.toISOString(),
    source: fact.source,
    link: fact.link ?? null,
    sha: fact.sha ?? null,
  };
  // Before the value is looked at: what ran out proves nothing, and neither does its negation.
  if (fact.expiresAt !== undefined && fact.expiresAt <= now)
    return { ...seen, outcome: "stale", observed: `${seen.observed}, and this has run out` };
  const verdict = holds(leaf, fact.value);
  if (verdict === "error") return { ...seen, outcome: "error", observed: `unreadable value of ${leaf.fact}` };
  if (!verdict) return { ...seen, outcome: leaf.otherwise ?? "open" };
  const hours = (now.getTime() - fact.observedAt.getTime()) / HOUR;
  return leaf.withinHours !== undefined && hours > leaf.withinHours
    ? { ...seen, outcome: "stale", observed: `${seen.observed}, ${ageText(hours)} old` }
    : { ...seen, outcome: "passed" };
}

function holds(leaf: RuleLeaf, seen: FactValue): boolean | "error" {
  const want = leaf.value;
  switch (leaf.op) {
    case "eq":
    case "ne":
      if (typeof seen !== typeof want || isList(seen) || isList(want)) return "error";
      return (seen === want) === (leaf.op === "eq");
    case "gte":
    case "lte":
      if (typeof seen !== "number" || typeof want !== "number" || Number.isNaN(seen)) return "error";
      return leaf.op === "gte" ? seen >= want : seen <= want;
    case "in":
    case "not_in":
      if (typeof seen !== "string" || !isList(want)) return "error";
      return want.includes(seen) === (leaf.op === "in");
    case "includes_all":
    case "none_but":
      if (!isList(seen) || !isList(want)) return "error";
      return leaf.op === "includes_all" ? want.every((x) => seen.includes(x)) : seen.every((x) => want.includes(x));
    default:
      return "error";
  }
}

function isList(value: FactValue): value is readonly string[] {
  return Array.isArray(value);
}

function expectedText(leaf: RuleLeaf): string {
  const text = wantText(leaf);
  return leaf.withinHours === undefined ? text : `${text}, seen within ${ageText(leaf.withinHours)}`;
}

function wantText({ fact, op, value }: RuleLeaf): string {
  const list = isList(value) ? value.join(", ") : "";
  if (op === "gte") return `${String(value)} or more`;
  if (op === "lte") return value === 0 ? "none" : `${String(value)} or fewer`;
  if (op === "in") return `one of ${list}`;
  if (op === "not_in") return `not ${list}`;
  if (op === "includes_all") return list === "" ? "any" : `all of ${list}`;
  if (op === "none_but") return list === "" ? "none" : `nothing but ${list}`;
  return op === "ne" ? `not ${factText(fact, value)}` : factText(fact, value);
}

export function ageText(hours: number): string {
  if (hours < 1) return `${Math.max(0, Math.floor(hours * 60))} min`;
  return hours < 72 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} days`;
}

function sentenceOf(outcome: Outcome, checks: readonly Check[]): string {
  if (outcome === "passed") {
    return `${capital(checks.filter((c) => c.outcome === "passed").map((c) => c.observed))}.`;
  }
  const held = checks.find((c) => c.outcome === outcome) ?? checks.find((c) => c.outcome !== "passed");
  if (held === undefined) return "The rule names no fact, so nothing can prove it.";
  const seen = capital([held.observed]);
  return `${seen}, expected ${held.expected}.`;
}

function capital(parts: readonly string[]): string {
  const text = [...new Set(parts)].join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
