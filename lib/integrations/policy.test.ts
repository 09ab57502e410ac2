import { describe, expect, test } from "vitest";
import { advisePattern, deviates, NO_ERROR_POLICY, slugOf, undecidedClasses } from "./policy.ts";

describe("the pattern advisor", () => {
  test("says nothing for fewer than two systems", () => {
    expect(advisePattern(1, [])).toBeNull();
  });
  test.each([
    [2, "simple", "point_to_point"],
    [3, "medium", "hub_and_spoke"],
    [4, "medium", "hub_and_spoke"],
    [5, "complex", "event_driven"],
    [12, "complex", "event_driven"],
  ])("%i systems are %s and want %s", (count, complexity, pattern) => {
    expect(advisePattern(count, ["event"])).toMatchObject({ complexity, pattern, alternative: null });
  });
  test("a pipeline fits as well when every flow is a batch, and needs no decision then", () => {
    const advice = advisePattern(3, ["batch", "batch"]);
    expect(advice?.alternative).toBe("etl_pipeline");
    expect(deviates(advice, "etl_pipeline")).toBe(false);
    expect(deviates(advice, "event_driven")).toBe(true);
    expect(deviates(advisePattern(3, ["batch", "event"]), "etl_pipeline")).toBe(true);
  });
});

test("a slug is made of the name, without accents and signs", () => {
  expect(slugOf("  Zahlungen für Österreich (Stripe!) ")).toBe("zahlungen-fur-osterreich-stripe");
  expect(slugOf("支払い")).toBe("");
});

test("all six error classes are undecided at first", () => {
  expect(undecidedClasses(NO_ERROR_POLICY)).toHaveLength(6);
});
