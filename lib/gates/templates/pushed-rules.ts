import type { Rule } from "../rules.ts";

/** What proves an item from outside while nothing here observes it: the key to push, and the rule over it. */
type PushedProof = { key: string; rule: Rule };

const QUARTER = 90 * 24;
const WEEK = 7 * 24;

/** Every scenario by its name among the passed ones, and none among the failed ones. */
function scenarios(key: string, names: readonly string[]): PushedProof {
  const passed: Rule = { fact: `${key}.passed`, op: "includes_all", value: names, withinHours: QUARTER };
  const failed: Rule = { fact: `${key}.failed`, op: "none_but", value: [], otherwise: "failed", withinHours: QUARTER };
  return { key, rule: { all: [failed, passed] } };
}

const flows = "ext.ci.payment_flows";
const analytics = "ext.search.analytics";
const hitRatio = "ext.cdn.hit_ratio";

/** By the fact that the item misses. */
export const PUSHED_PROOFS: Readonly<Record<string, PushedProof>> = {
  "scenario.coverage.payment_flow": {
    key: flows,
    rule: {
      all: [
        { fact: `${flows}.failed`, op: "eq", value: 0, otherwise: "failed", withinHours: QUARTER },
        { fact: `${flows}.coverage`, op: "gte", value: 100, withinHours: QUARTER },
      ],
    },
  },
  "scenario.coverage.decline_dispute": scenarios("ext.ci.payment_edge_cases", [
    "decline",
    "dispute",
    "partial_refund",
    "insufficient_funds",
    "expired_card",
    "currency_mismatch",
  ]),
  "scenario.coverage.search_edges": scenarios("ext.ci.search_edge_cases", [
    "empty_query",
    "no_results",
    "typo",
    "special_chars",
    "too_long",
  ]),
  // The counter of searches without a result has to be there, whatever it says.
  "search.analytics.events": {
    key: analytics,
    rule: {
      all: [
        { fact: `${analytics}.events`, op: "gte", value: 1, otherwise: "failed", withinHours: WEEK },
        { fact: `${analytics}.zero_results`, op: "gte", value: 0, withinHours: WEEK },
      ],
    },
  },
  "cdn.hit_ratio": {
    key: hitRatio,
    rule: { fact: hitRatio, op: "gte", value: 0.8, otherwise: "failed", withinHours: WEEK },
  },
};
