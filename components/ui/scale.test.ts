import { describe, expect, it } from "vitest";
import { scaleOf } from "./scale.ts";

describe("an axis", () => {
  it.each([1, 3, 7, 45, 99, 100, 101, 389, 22_934])("reaches over %i with evenly spaced lines from zero", (highest) => {
    const { top, ticks } = scaleOf(highest);
    expect(top).toBeGreaterThanOrEqual(highest);
    expect(ticks[0]).toBe(0);
    expect(ticks.at(-1)).toBeCloseTo(top);
    expect(ticks.every((tick) => Number.isInteger(tick))).toBe(true);
  });

  it("has lines even when nothing happened", () => {
    expect(scaleOf(0).ticks).toEqual([0, 1, 2, 3]);
  });
});
