import { describe, expect, test } from "vitest";
import { isKnownFact, missingFactText } from "../fact-words.ts";
import items from "../inventory/wordings/items.json" with { type: "json" };
import { factsOf } from "../rules.ts";
import { GATE_TEMPLATES, itemsForKind, KIND_TEMPLATES, TEMPLATES } from "./catalogue.ts";
import { wordingOf } from "./item.ts";

describe("checklist templates", () => {
  test("every item has exactly the wording, section and grade it was seeded with, in that order", () => {
    const ours = TEMPLATES.flatMap((template) =>
      template.items.map(({ key, section, wording, grade }) => ({ list: template.key, key, section, wording, grade })),
    );
    const order = [...KIND_TEMPLATES, ...GATE_TEMPLATES].map((template) => template.key);
    const seeded = items
      .filter(({ list }) => order.includes(list))
      .sort((a, b) => order.indexOf(a.list) - order.indexOf(b.list));
    expect(ours).toEqual(seeded);
  });

  test("an item that the inventory does not have cannot be put into a template", () => {
    expect(() => wordingOf("PAY-REQ-99")).toThrow("The inventory has no item PAY-REQ-99.");
  });

  test.each([
    ["payment", 16],
    ["search", 16],
    ["files", 16],
    ["flags", 16],
    ["multi_system", 6],
    ["generic", 0],
    ["design", 8],
    ["verification", 10],
  ])("%s has %i items of its own", (key, size) => {
    expect(TEMPLATES.find((template) => template.key === key)?.items).toHaveLength(size);
  });

  test("requirements and architecture feed the design gate, every other section the verification gate", () => {
    const exceptions: Record<string, string[]> = {
      "PAY-CMP-1": ["verification", "design"],
      "PAY-CMP-2": ["verification", "design"],
      "PAY-CMP-4": ["verification", "design"],
      "FILE-ARC-2": ["verification"],
    };
    for (const item of KIND_TEMPLATES.flatMap((template) => template.items)) {
      const early = item.section === "Requirements" || item.section === "Architecture";
      expect([item.key, item.gates]).toEqual([item.key, exceptions[item.key] ?? [early ? "design" : "verification"]]);
    }
    for (const gate of GATE_TEMPLATES) {
      for (const item of gate.items) expect([item.key, item.gates]).toEqual([item.key, [gate.key]]);
    }
  });

  test("a payment integration answers 34 items, 19 of them before it is built", () => {
    const items = itemsForKind("payment");
    expect(items).toHaveLength(34);
    expect(items.filter((item) => item.gates.includes("design"))).toHaveLength(19);
    expect(items.filter((item) => item.gates.includes("verification"))).toHaveLength(18);
  });

  test("an item has either a rule over facts that have words, or names the fact it misses", () => {
    for (const item of TEMPLATES.flatMap((template) => template.items)) {
      if (item.rule === null) expect([item.key, item.missingFact]).not.toContain(null);
      if (item.missingFact !== null) expect([item.key, missingFactText(item.missingFact)]).not.toContain(null);
      if (item.rule === null) continue;
      expect(factsOf(item.rule).length).toBeGreaterThan(0);
      // What only CI can prove is read from what it pushed; what is observed here is never pushed.
      for (const fact of factsOf(item.rule)) expect(fact.startsWith("ext.")).toBe(item.missingFact !== null);
      for (const fact of factsOf(item.rule))
        expect([item.key, fact, isKnownFact(fact)]).toEqual([item.key, fact, true]);
    }
  });

  test("keys are unique over all lists, and a list that changed has a version of its own", () => {
    const keys = TEMPLATES.flatMap((template) => template.items.map((item) => item.key));
    expect(new Set(keys).size).toBe(keys.length);
    const changed = TEMPLATES.filter((template) => template.version !== 1).map(({ key, version }) => [key, version]);
    expect(changed).toEqual([
      ["payment", 2],
      ["search", 2],
      ["files", 2],
    ]);
  });
});
