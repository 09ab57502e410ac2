import items from "../inventory/wordings/items.json" with { type: "json" };
import type { Rule, RuleLeaf } from "../rules.ts";
import type { GateName } from "../schema.ts";
import { PUSHED_PROOFS } from "./pushed-rules.ts";

/** Who can prove it: A facts held here, B facts pushed from outside, C a reviewed record, D a person's word. */
export type Grade = "A" | "B" | "C" | "D" | "C→A" | "C+A" | "B+D" | "C+D";

export type TemplateItem = {
  key: string;
  wording: string;
  section: string;
  /** the first is the item's own gate */
  gates: readonly GateName[];
  blocking: boolean;
  grade: Grade;
  /** how long a proof holds; null means as long as the facts say so */
  ttlDays: number | null;
  rule: Rule | null;
  /** what nothing here can observe yet, so a person has to vouch; a rule beside it reads what CI pushed meanwhile */
  missingFact: string | null;
};

export type Template = { key: string; version: number; title: string; items: readonly TemplateItem[] };

export const DRILL_DAYS = 90;
export const ATTESTATION_DAYS = 365;

export const all = (...rules: Rule[]): Rule => ({ all: rules });
export const is = (fact: string, value: boolean | string, more: Partial<RuleLeaf> = {}): Rule => ({
  fact,
  op: "eq",
  value,
  ...more,
});
export const atLeast = (fact: string, value: number): Rule => ({ fact, op: "gte", value });
export const none = (fact: string, more: Partial<RuleLeaf> = {}): Rule => ({ fact, op: "eq", value: 0, ...more });

/** A design section that has its fields, and that a second person read in this exact text. */
export const reviewedSection = (key: string): Rule =>
  all(is(`doc.${key}.filled`, true), is(`doc.${key}.reviewed`, true));

/** Accepted, two options or more, a written rationale, not superseded. */
export const acceptedDecision = (topic: string): Rule => is(`adr.${topic}.accepted`, true);

export const ERROR_CLASSES = ["transient", "rate_limit", "client", "auth", "timeout", "malformed"] as const;
export const errorsPlanned: Rule = all(
  { fact: "error_policy.decided", op: "includes_all", value: ERROR_CLASSES },
  is("dlq.configured", true),
);

type Place = Pick<TemplateItem, "key" | "section" | "gates" | "grade">;

const WORDINGS: ReadonlyMap<string, string> = new Map(items.map(({ key, wording }) => [key, wording]));

/** The inventory holds each wording once; a template names the item and takes what is written there. */
export function wordingOf(key: string): string {
  const wording = WORDINGS.get(key);
  if (wording === undefined) throw new RangeError(`The inventory has no item ${key}.`);
  return wording;
}

export function proven(place: Place, rule: Rule, ttlDays: number | null = null): TemplateItem {
  return { ...place, wording: wordingOf(place.key), blocking: true, ttlDays, rule, missingFact: null };
}

export function vouched(place: Place, missingFact: string): TemplateItem {
  return {
    ...place,
    wording: wordingOf(place.key),
    blocking: true,
    ttlDays: ATTESTATION_DAYS,
    rule: PUSHED_PROOFS[missingFact]?.rule ?? null,
    missingFact,
  };
}
