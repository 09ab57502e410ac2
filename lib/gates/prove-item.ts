import { DAY } from "#lib/core/clock.ts";
import { missingFactText } from "./fact-words.ts";
import { RuleSchema } from "./rule-schema.ts";
import { type Check, type Evaluation, evaluateRule, type FactSet } from "./rules.ts";
import { PUSHED_PROOFS } from "./templates/pushed-rules.ts";

export type ProvableItem = {
  key: string;
  rule: unknown;
  grade: string;
  missingFact: string | null;
  ttlDays: number | null;
  manualKind: string | null;
  manualReason: string | null;
  manualByLabel: string | null;
  manualAt: Date | null;
  manualExpiresAt: Date | null;
};

/** What this item's rule, or the person who vouched for it, says now. */
export function proveItem(item: ProvableItem, facts: FactSet, now: Date): Evaluation {
  if (item.rule === null) return proveByWord(item, now);
  const rule = RuleSchema.safeParse(item.rule);
  if (!rule.success) {
    return {
      outcome: "error",
      checks: [],
      sentence: `The rule of ${item.key} cannot be read. Report this with its key.`,
    };
  }
  const seen = evaluateRule(rule.data, facts, now);
  // Where only a push can prove it, a person's word counts until the first push; from then on facts beat paper.
  if (item.missingFact !== null && !wasPushed(seen)) return proveByWord(item, now, seen.checks);
  return seen.outcome === "passed" ? aged(item, seen, facts, now) : seen;
}

/** Whether nobody may tick it by hand: its rule reads what is observed here, or what CI has begun to push. */
export function isAutomatic(
  item: { rule: unknown; missingFact: string | null },
  checks: readonly { observedAt: string | null; outcome: string }[],
): boolean {
  return item.rule !== null && (item.missingFact === null || wasPushed({ checks }));
}

function wasPushed({ checks }: { checks: readonly { observedAt: string | null; outcome: string }[] }): boolean {
  return checks.some((check) => check.observedAt !== null || check.outcome === "error");
}

/** A proof from a record, such as a review, runs out with the item; a fact with an end of its own keeps to that. */
function aged(item: ProvableItem, seen: Evaluation, facts: FactSet, now: Date): Evaluation {
  if (item.ttlDays === null) return seen;
  const oldest = seen.checks
    .filter((check) => {
      const fact = facts.get(check.fact);
      return fact !== undefined && !("error" in fact) && fact.expiresAt === undefined;
    })
    .map((check) => (check.observedAt === null ? now.getTime() : Date.parse(check.observedAt)))
    .sort((a, b) => a - b)[0];
  if (oldest === undefined || now.getTime() - oldest <= item.ttlDays * DAY) return seen;
  return { ...seen, outcome: "stale", sentence: `The proof is older than ${item.ttlDays} days. Bring it up to date.` };
}

function proveByWord(item: ProvableItem, now: Date, checks: readonly Check[] = []): Evaluation {
  if (item.manualKind === "attested" && item.manualAt !== null) {
    const by = item.manualByLabel ?? "somebody";
    const runOut = item.manualExpiresAt !== null && item.manualExpiresAt <= now;
    return runOut
      ? { outcome: "stale", checks: [], sentence: `The attestation by ${by} has run out. Look again and attest anew.` }
      : { outcome: "passed", checks: [], sentence: `Attested by ${by}: ${item.manualReason ?? ""}` };
  }
  // A person's word is what this grade asks for; for every other grade the fact itself is what is missing.
  if (item.grade.includes("D")) {
    return {
      outcome: "open",
      checks: [],
      sentence: "Waits for a person to look and attest, with a link to what was seen.",
    };
  }
  const missing = missingFactText(item.missingFact ?? "") ?? item.missingFact ?? "this";
  const proof = item.rule === null ? undefined : PUSHED_PROOFS[item.missingFact ?? ""];
  const push = proof === undefined ? "Attest it" : `Push ${proof.key} from CI, attest it`;
  return {
    outcome: "no_data",
    checks,
    sentence: `Interlock cannot see ${missing} yet. ${push}, mark it not applicable, or ask for a waiver.`,
  };
}
