import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FactValue } from "#lib/core/fact.ts";
import { evaluateRule, type Fact, type FactSet, OPS, type Rule } from "./rules.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const facts = (entries: Record<string, FactValue | Error>, observedAt = NOW): FactSet =>
  new Map(
    Object.entries(entries).map(([key, value]): [string, Fact] => [
      key,
      value instanceof Error ? { key, error: value.message } : { key, value, observedAt, source: "test" },
    ]),
  );
const outcome = (rule: Rule, set: FactSet) => evaluateRule(rule, set, NOW).outcome;

describe("a rule", () => {
  test("passes when the fact is there and holds, and says what it saw", () => {
    const seen = evaluateRule({ fact: "source.signed", op: "gte", value: 1 }, facts({ "source.signed": 2 }), NOW);
    expect(seen.outcome).toBe("passed");
    expect(seen.sentence).toBe("2 signed sources.");
  });

  test("stays open with observed against expected when it does not hold", () => {
    const seen = evaluateRule({ fact: "source.signed", op: "gte", value: 1 }, facts({ "source.signed": 0 }), NOW);
    expect(seen.outcome).toBe("open");
    expect(seen.sentence).toBe("No signed sources, expected 1 or more.");
    expect(seen.checks[0]).toMatchObject({ observed: "no signed sources", expected: "1 or more", outcome: "open" });
  });

  test("fails when the untrue leaf is a fault", () => {
    const rule: Rule = { fact: "audit.chain_ok", op: "eq", value: true, otherwise: "failed" };
    expect(outcome(rule, facts({ "audit.chain_ok": false }))).toBe("failed");
  });

  test("has no data when nobody observed the fact, and says which", () => {
    const seen = evaluateRule({ fact: "doc.complete", op: "eq", value: true }, facts({}), NOW);
    expect(seen.outcome).toBe("no_data");
    expect(seen.sentence).toBe("No design document, expected the design document is complete.");
  });

  test("is in error when the domain could not answer, or answered with another type", () => {
    const rule: Rule = { fact: "source.count", op: "gte", value: 1 };
    expect(outcome(rule, facts({ "source.count": new Error("timeout") }))).toBe("error");
    expect(outcome(rule, facts({ "source.count": "many" }))).toBe("error");
    expect(outcome(rule, facts({ "source.count": Number.NaN }))).toBe("error");
  });

  test("goes stale when the observation is older than it may be", () => {
    const rule: Rule = { fact: "credential.test.auth_ok", op: "eq", value: true, withinHours: 24 };
    expect(outcome(rule, facts({ "credential.test.auth_ok": true }, hoursAgo(23)))).toBe("passed");
    expect(outcome(rule, facts({ "credential.test.auth_ok": true }, hoursAgo(25)))).toBe("stale");
    expect(outcome(rule, facts({ "credential.test.auth_ok": false }, hoursAgo(25)))).toBe("open");
  });

  test("over lists asks for all of them, or for none but them", () => {
    const all: Rule = { fact: "audit.kinds", op: "includes_all", value: ["a", "b"] };
    expect(outcome(all, facts({ "audit.kinds": ["b", "a", "c"] }))).toBe("passed");
    expect(outcome(all, facts({ "audit.kinds": ["a"] }))).toBe("open");
    const types: Rule = { fact: "source.unrouted_types_24h", op: "none_but", value: [] };
    expect(outcome(types, facts({ "source.unrouted_types_24h": [] }))).toBe("passed");
    expect(outcome(types, facts({ "source.unrouted_types_24h": ["invoice.paid"] }))).toBe("open");
  });

  test("of several shows every leaf, also behind one that holds it", () => {
    const rule: Rule = {
      all: [{ fact: "flag.count", op: "gte", value: 1 }, { not: { fact: "x", op: "eq", value: 1 } }],
    };
    expect(evaluateRule(rule, facts({ "flag.count": 0, x: 2 }), NOW).checks).toHaveLength(2);
  });
});

const NAMES = ["a", "b", "c", "d"];
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.boolean(),
  fc.constantFrom("x", "y"),
  fc.subarray(["x", "y"]),
);
const { tree } = fc.letrec<{ tree: Rule; leaf: Rule }>((tie) => ({
  leaf: fc.record(
    {
      fact: fc.constantFrom(...NAMES),
      op: fc.constantFrom(...OPS),
      value,
      otherwise: fc.constant("failed" as const),
      withinHours: fc.constantFrom(1, 24),
    },
    { requiredKeys: ["fact", "op", "value"] },
  ),
  tree: fc.oneof(
    { maxDepth: 4 },
    tie("leaf"),
    fc.array(tie("tree"), { maxLength: 3 }).map((parts) => ({ all: parts })),
    fc.array(tie("tree"), { maxLength: 3 }).map((parts) => ({ any: parts })),
    tie("tree").map((part) => ({ not: part })),
  ),
}));
const known = fc.dictionary(fc.constantFrom(...NAMES), value).map((entries) => facts(entries));

describe("whatever the rule", () => {
  test("no facts at all never pass it", () => {
    fc.assert(fc.property(tree, (rule) => void expect(outcome(rule, new Map())).toBe("no_data")));
  });

  test("facts that are all in error never pass it", () => {
    const broken = facts(Object.fromEntries(NAMES.map((name) => [name, new Error("down")])));
    fc.assert(fc.property(tree, (rule) => void expect(outcome(rule, broken)).not.toBe("passed")));
  });

  test("learning more never takes back what was proven", () => {
    fc.assert(
      fc.property(tree, known, known, (rule, some, more) => {
        fc.pre(outcome(rule, some) === "passed");
        expect(outcome(rule, new Map([...more, ...some]))).toBe("passed");
      }),
    );
  });

  test("negating it twice says the same about passing, and never passes both", () => {
    fc.assert(
      fc.property(tree, known, (rule, set) => {
        const once = outcome({ not: rule }, set);
        expect(outcome({ not: { not: rule } }, set) === "passed").toBe(outcome(rule, set) === "passed");
        expect(once === "passed" && outcome(rule, set) === "passed").toBe(false);
      }),
    );
  });

  test("all passes only when each part does, any only when some part does", () => {
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), known, (parts, set) => {
        const each = parts.map((part) => outcome(part, set) === "passed");
        expect(outcome({ all: parts }, set) === "passed").toBe(each.every(Boolean));
        expect(outcome({ any: parts }, set) === "passed").toBe(each.some(Boolean));
      }),
    );
  });
});
