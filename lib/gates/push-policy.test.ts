import { describe, expect, test } from "vitest";
import type { FactValue } from "#lib/core/fact.ts";
import { proveItem } from "./prove-item.ts";
import { readableFacts, refusalOfPush } from "./push-policy.ts";
import { evaluateRule, type Fact } from "./rules.ts";
import { PushFact } from "./schema.ts";
import { TEMPLATES } from "./templates/catalogue.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const HOUR = 3_600_000;
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * HOUR);
const refusal = (more: { key?: string; value?: unknown; observedAt?: Date }) =>
  refusalOfPush({ key: "ext.ci.contract_tests", value: 1, observedAt: NOW, now: NOW, ...more });

describe("a push", () => {
  test("is taken under a key of ext.", () => {
    for (const key of ["ext.ci.contract_tests", "ext.cdn.hit_ratio", "ext.x"]) expect(refusal({ key })).toBeNull();
    expect(refusal({ value: { passed: 42, names: ["a"] } })).toBeNull();
  });

  test.each(["source.signed", "drill.webhook_suite.passed", "ci.contract_tests", "external.x"])(
    "over %s is refused: Interlock observes that itself",
    (key) => expect(refusal({ key })).toContain("cannot be pushed over"),
  );

  test.each(["gate.design", "checklist.PAY-TST-2", "ext.gate.design", "ext.ci.waiver", "gates_satisfied"])(
    "of %s is refused: it says how a gate stands",
    (key) => expect(refusal({ key })).toContain("verified independently"),
  );

  test("of a claim inside a value is refused as well, however deep", () => {
    expect(refusal({ value: { agent: { gates_satisfied: ["design"] } } })).toContain("verified independently");
  });

  test("of a malformed key is refused", () => {
    for (const key of ["ext.", "ext.CI.tests", "ext.ci..tests", "ext.a.b.c.d.e.f"])
      expect(refusal({ key })).toContain("is no key for a pushed fact");
  });

  test("from the future is refused beyond what a clock may be off, and one older than a year as well", () => {
    expect(refusal({ observedAt: hoursAgo(-4 / 60) })).toBeNull();
    expect(refusal({ observedAt: hoursAgo(-6 / 60) })).toContain("in the future");
    expect(refusal({ observedAt: hoursAgo(366 * 24) })).toContain("more than a year ago");
  });

  test("is bounded in size, depth, time and link", () => {
    const push = { integration: "x", environment: "test", key: "ext.ci.x", value: 1, observedAt: NOW.toISOString() };
    const takes = (more: object) => PushFact.safeParse({ ...push, ...more }).success;
    expect(takes({})).toBe(true);
    expect(takes({ ttlSeconds: 59 })).toBe(false);
    expect(takes({ ttlSeconds: 31_536_001 })).toBe(false);
    expect(takes({ sourceUrl: "https://ci.example.test/run/1" })).toBe(true);
    expect(takes({ sourceUrl: "javascript:alert(1)" })).toBe(false);
    expect(takes({ sha: "not a commit" })).toBe(false);
    expect(takes({ environment: "staging" })).toBe(false);
    expect(takes({ observedAt: "yesterday" })).toBe(false);
    expect(takes({ value: { note: "x".repeat(4_000) } })).toBe(true);
    for (const value of [null, ["a"], "x".repeat(4_097), { note: "x".repeat(4_097) }, Number.NaN])
      expect(takes({ value })).toBe(false);
    expect(takes({ value: "an emoji 👋" })).toBe(true);
    for (const value of ["\ud800", { "\ud800": 1 }, { deep: ["\udc00"] }]) expect(takes({ value })).toBe(false);
    expect(takes({ value: JSON.parse(`${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`) })).toBe(false);
  });

  test("of an object is a fact for each member that a rule can read", () => {
    expect(readableFacts("ext.ci.x", true)).toEqual([["ext.ci.x", true]]);
    expect(readableFacts("ext.ci.x", { failed: 0, passed: ["a"], deep: { a: 1 }, none: null, "bad name": 1 })).toEqual([
      ["ext.ci.x.failed", 0],
      ["ext.ci.x.passed", ["a"]],
    ]);
  });
});

test("what has run out proves nothing, and its negation no more", () => {
  const old = { key: "x", value: false, observedAt: hoursAgo(2), expiresAt: hoursAgo(1), source: "ci" };
  const rule = { fact: "x", op: "eq", value: true } as const;
  for (const asked of [rule, { not: rule }])
    expect(evaluateRule(asked, new Map([["x", old]]), NOW).outcome).toBe("stale");
});

const EDGES = ["decline", "dispute", "partial_refund", "insufficient_funds", "expired_card", "currency_mismatch"];
const TYPOS = ["empty_query", "no_results", "typo", "special_chars", "too_long"];

/** What CI pushes for an item, once as it should be and once as it should not. */
const ITEMS: { item: string; key: string; good: unknown; bad: [unknown, string][]; days: number }[] = [
  {
    item: "PAY-TST-2",
    key: "ext.ci.payment_flows",
    good: { coverage: 100, failed: 0 },
    bad: [
      [{ coverage: 100, failed: 1 }, "failed"],
      [{ coverage: 99, failed: 0 }, "open"],
      [{ coverage: 100 }, "no_data"],
      [{ coverage: "all", failed: 0 }, "error"],
    ],
    days: 90,
  },
  {
    item: "PAY-TST-4",
    key: "ext.ci.payment_edge_cases",
    good: { passed: EDGES, failed: [] },
    bad: [
      [{ passed: EDGES, failed: ["decline"] }, "failed"],
      [{ passed: EDGES.slice(1), failed: [] }, "open"],
      [{ passed: EDGES }, "no_data"],
      [{ passed: 6, failed: 0 }, "error"],
    ],
    days: 90,
  },
  {
    item: "SRCH-QLT-3",
    key: "ext.ci.search_edge_cases",
    good: { passed: TYPOS, failed: [] },
    bad: [
      [{ passed: TYPOS, failed: ["typo"] }, "failed"],
      [{ passed: TYPOS.slice(1), failed: [] }, "open"],
      [{ passed: TYPOS }, "no_data"],
      [{ passed: 5, failed: 0 }, "error"],
    ],
    days: 90,
  },
  {
    item: "SRCH-QLT-4",
    key: "ext.search.analytics",
    good: { events: 1, zero_results: 0 },
    bad: [
      [{ events: 0, zero_results: 0 }, "failed"],
      [{ events: 5 }, "no_data"],
      [{ events: "many", zero_results: 0 }, "error"],
    ],
    days: 7,
  },
  {
    item: "FILE-PRF-3",
    key: "ext.cdn.hit_ratio",
    good: 0.8,
    bad: [
      [0.79, "failed"],
      ["high", "error"],
    ],
    days: 7,
  },
];
const BY_HAND = { manualKind: null, manualReason: null, manualByLabel: null, manualAt: null, manualExpiresAt: null };

function itemOf(key: string) {
  const item = TEMPLATES.flatMap((template) => template.items).find((candidate) => candidate.key === key);
  if (item === undefined) throw new Error(`There is no item ${key}.`);
  return { ...item, ...BY_HAND };
}

function seen(key: string, value: unknown, { observedAt = hoursAgo(1), expiresAt = hoursAgo(-24 * 365) } = {}) {
  const facts = readableFacts(key, value).map(([name, inner]): [string, Fact] => [
    name,
    {
      key: name,
      value: inner satisfies FactValue,
      observedAt,
      expiresAt,
      source: "pushed by ci, test",
      sha: "0123abc",
    },
  ]);
  return new Map(facts);
}

describe.each(ITEMS)("$item, by what CI pushes", ({ item: key, key: fact, good, bad, days }) => {
  const item = itemOf(key);

  test("passes, and its checks name the commit", () => {
    const proof = proveItem(item, seen(fact, good), NOW);
    expect(proof.outcome).toBe("passed");
    expect(proof.checks.every((check) => check.sha === "0123abc")).toBe(true);
  });

  test.each(bad)("with %j is %s", (value, outcome) => {
    expect(proveItem(item, seen(fact, value), NOW).outcome).toBe(outcome);
  });

  test("has no data before the first push, and says what to push", () => {
    const proof = proveItem(item, new Map(), NOW);
    expect(proof.outcome).toBe("no_data");
    expect(proof.sentence).toContain(`Push ${fact} from CI`);
  });

  test("goes stale with its time to live, and with the rule's own", () => {
    const late = seen(fact, good, { expiresAt: hoursAgo(1) });
    expect(proveItem(item, late, NOW).outcome).toBe("stale");
    const old = seen(fact, good, { observedAt: hoursAgo(days * 24 + 1) });
    expect(proveItem(item, old, NOW).outcome).toBe("stale");
  });

  test("takes a person's word until the first push, and facts from then on", () => {
    const attested = { ...item, manualKind: "attested", manualReason: "Looked.", manualAt: NOW, manualByLabel: "me" };
    expect(proveItem(attested, new Map(), NOW).outcome).toBe("passed");
    for (const [value, outcome] of bad) expect(proveItem(attested, seen(fact, value), NOW).outcome).toBe(outcome);
    expect(proveItem(attested, seen(fact, good, { expiresAt: hoursAgo(1) }), NOW).outcome).toBe("stale");
  });
});
