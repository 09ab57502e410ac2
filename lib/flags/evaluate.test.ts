import { describe, expect, test } from "vitest";
import { evaluateFlag, letsTrafficThrough } from "./evaluate.ts";
import { createRateLimit } from "./rate-limit.ts";
import { FlagKey } from "./schema.ts";

const flag = { key: "a.b", type: "release", revision: 3, strategies: [] };

describe("evaluating a flag", () => {
  test("is on for everybody when it is enabled and has no strategies", () => {
    expect(evaluateFlag({ ...flag, enabled: true }, {})).toMatchObject({
      value: true,
      reason: "STATIC",
      variant: "on",
    });
  });

  test("always carries a value, also when it is off", () => {
    expect(evaluateFlag({ ...flag, enabled: false }, {})).toMatchObject({ value: false, reason: "DISABLED" });
  });

  test("takes any strategy that holds, and none of them while it is off", () => {
    const strategies = [() => false, (context: Readonly<Record<string, unknown>>) => context["plan"] === "pro"];
    const staged = { ...flag, enabled: true, strategies };
    expect(evaluateFlag(staged, { plan: "pro" })).toMatchObject({ value: true, reason: "TARGETING_MATCH" });
    expect(evaluateFlag(staged, { plan: "free" }).value).toBe(false);
    expect(evaluateFlag({ ...staged, enabled: false }, { plan: "pro" }).value).toBe(false);
  });

  test("an enabled kill switch runs traffic, a disabled one stops it", () => {
    expect([letsTrafficThrough({ enabled: true }), letsTrafficThrough({ enabled: false })]).toEqual([true, false]);
  });
});

test("the limit refills with time", () => {
  let now = 0;
  const limit = createRateLimit({ perSecond: 10, burst: 2, clock: () => now });
  expect([limit("t"), limit("t"), limit("t") > 0]).toEqual([0, 0, true]);
  now += 100;
  expect([limit("t"), limit("t") > 0]).toEqual([0, true]);
});

test.each(["pay.stripe.kill", "a1", "x-y_z.9"])("accepts the key %s", (key) => {
  expect(FlagKey.safeParse(key).success).toBe(true);
});
