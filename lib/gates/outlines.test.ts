import { expect, test } from "vitest";
import { outlineOf } from "#lib/designs/outlines/catalogue.ts";
import { factsOf } from "./rules.ts";
import { itemsForKind, KIND_TEMPLATES } from "./templates/catalogue.ts";

const KINDS = ["payment", "search", "files", "flags", "multi_system", "generic"];

test.each(KINDS)("every section that a rule of kind %s names stands in its outline", (kind) => {
  const sections = new Set(outlineOf(kind).sections.map((section) => section.key));
  const named = itemsForKind(kind).flatMap(({ rule }) =>
    rule === null ? [] : factsOf(rule).flatMap((fact) => /^doc\.(.+)\.(?:filled|reviewed)$/.exec(fact)?.[1] ?? []),
  );
  expect(named.filter((key) => !sections.has(key))).toEqual([]);
  expect(outlineOf(kind).sections.some((section) => section.required)).toBe(true);
});

test("every kind with a checklist has an outline", () => {
  expect(KIND_TEMPLATES.map((template) => outlineOf(template.key).key)).toEqual(KIND_TEMPLATES.map((x) => x.key));
});
