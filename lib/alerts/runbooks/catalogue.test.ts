import { describe, expect, test } from "vitest";
import { DEFAULT_RUNBOOK } from "../kinds.ts";
import { RUNBOOK_SLUGS } from "../schema.ts";
import { sayDuration } from "../words.ts";
import { findRunbook, RUNBOOKS } from "./catalogue.ts";
import { RUNBOOK_PARTS } from "./runbook.ts";

describe("the runbooks", () => {
  test("are there for every slug that a rule may name, and for every kind of rule", () => {
    expect(RUNBOOKS.map(({ slug }) => slug).sort()).toEqual([...RUNBOOK_SLUGS].sort());
    for (const slug of Object.values(DEFAULT_RUNBOOK)) expect(findRunbook(slug)).not.toBeNull();
  });

  test.each(RUNBOOKS)(
    "$slug says what it means, what to check, what is safe, how to go back and whom to call",
    (runbook) => {
      for (const [part] of RUNBOOK_PARTS) expect(runbook[part].length).toBeGreaterThan(60);
      expect(JSON.stringify(runbook)).not.toContain("!");
    },
  );
});

test.each([
  [30, "30 s"],
  [900, "15 min"],
  [5_400, "90 min"],
  [7_200, "2 h"],
  [86_400, "1 d"],
])("%i seconds read as %s", (seconds, words) => expect(sayDuration(seconds)).toBe(words));
