import { PARAMS, type RuleParams } from "./schema.ts";
import { RULE_KINDS, type RuleKind, sayDuration } from "./words.ts";

export const KIND_WORDS: Record<RuleKind, { name: string; helps: string }> = {
  dead_letters: { name: "Dead letters", helps: "Deliveries that ran out of retries, or cannot be retried." },
  breaker_open: { name: "Breaker open", helps: "A destination fails so often that sending to it was stopped." },
  oldest_undelivered: { name: "Oldest undelivered", helps: "Deliveries that are due wait longer than they should." },
  source_silent: { name: "Silent source", helps: "A source that used to receive events receives none." },
};

export const DEFAULT_RUNBOOK: Record<RuleKind, string> = {
  dead_letters: "dead-letters",
  breaker_open: "breaker-open",
  oldest_undelivered: "oldest-undelivered",
  source_silent: "silent-source",
};

export function isRuleKind(text: string): text is RuleKind {
  return RULE_KINDS.some((kind) => kind === text);
}

/** A rule of one kind, with what it compares. */
export type RuleSpec = { [Kind in RuleKind]: { kind: Kind; params: RuleParams[Kind] } }[RuleKind];

/** Parses stored parameters; throws when they are not those of the kind. */
export function specOf(kind: RuleKind, params: unknown): RuleSpec {
  switch (kind) {
    case "dead_letters":
      return { kind, params: PARAMS.dead_letters.parse(params) };
    case "breaker_open":
      return { kind, params: PARAMS.breaker_open.parse(params) };
    case "oldest_undelivered":
      return { kind, params: PARAMS.oldest_undelivered.parse(params) };
    case "source_silent":
      return { kind, params: PARAMS.source_silent.parse(params) };
  }
}

/** The parameters of its statement, from $5 on. */
export function sqlParams(spec: RuleSpec): (string | number)[] {
  switch (spec.kind) {
    case "dead_letters":
      return [spec.params.count, spec.params.windowSeconds, spec.params.threshold];
    case "breaker_open":
      return [];
    case "oldest_undelivered":
      return [spec.params.ageSeconds];
    case "source_silent":
      return [spec.params.silentSeconds];
  }
}

export function thresholdOf(spec: RuleSpec): number | null {
  switch (spec.kind) {
    case "dead_letters":
      return spec.params.threshold;
    case "breaker_open":
      return null;
    case "oldest_undelivered":
      return spec.params.ageSeconds;
    case "source_silent":
      return spec.params.silentSeconds;
  }
}

/** The rule as a sentence without its subject: "more than 0 new dead letters in 15 min". */
export function sayRule(spec: RuleSpec): string {
  switch (spec.kind) {
    case "dead_letters": {
      const { count, threshold, windowSeconds } = spec.params;
      return count === "open"
        ? `more than ${threshold} open dead letters`
        : `more than ${threshold} new dead letters in ${sayDuration(windowSeconds)}`;
    }
    case "breaker_open":
      return "the breaker of a destination is not closed";
    case "oldest_undelivered":
      return `a due delivery waits longer than ${sayDuration(spec.params.ageSeconds)}`;
    case "source_silent":
      return `a source receives nothing for ${sayDuration(spec.params.silentSeconds)}`;
  }
}

/** Seconds as a person reads them in a sentence. */
export function sayAge(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

/** What is wrong, with its numbers and the limit. */
export function sayAlert(spec: RuleSpec, subject: string | null, environment: string, value: number | null): string {
  const of = subject ?? "sources without an integration";
  const amount = value ?? 0;
  switch (spec.kind) {
    case "dead_letters": {
      const { count, threshold, windowSeconds } = spec.params;
      const noun = amount === 1 ? "dead letter" : "dead letters";
      return count === "open"
        ? `${amount} ${noun} of ${of} wait for somebody in ${environment}; the rule allows ${threshold}.`
        : `${amount} new ${noun} of ${of} within ${sayDuration(windowSeconds)} in ${environment}; the rule allows ${threshold}.`;
    }
    case "breaker_open":
      return `The breaker of ${of} in ${environment} has not closed for ${sayAge(amount)}. Its deliveries wait; nothing is lost.`;
    case "oldest_undelivered":
      return `The oldest due delivery to ${of} in ${environment} has waited ${sayAge(amount)}; the rule allows ${sayDuration(spec.params.ageSeconds)}.`;
    case "source_silent":
      return value === null
        ? `${of} in ${environment} has no event to compare with.`
        : `${of} in ${environment} received its last event ${sayAge(amount)} ago; the rule expects one every ${sayDuration(spec.params.silentSeconds)}.`;
  }
}

/** Where the rows behind an alert are listed. */
export function rowsPath(kind: RuleKind, labels: Readonly<Record<string, string>>): string {
  const query = new URLSearchParams();
  if (labels["environment"] !== undefined) query.set("environment", labels["environment"]);
  if (kind === "dead_letters") {
    if (labels["integration"] !== undefined) query.set("integration", labels["integration"]);
    return `/webhooks/dead-letters?${query}`;
  }
  if (kind === "source_silent") return `/webhooks/sources/${labels["source_id"] ?? ""}`;
  if (kind === "breaker_open") return `/webhooks/destinations/${labels["destination_id"] ?? ""}`;
  query.set("destination", labels["destination_id"] ?? "");
  query.set("state", "pending");
  return `/webhooks/deliveries?${query}`;
}
