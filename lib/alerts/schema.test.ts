import { expect, test } from "vitest";
import { CreateRule } from "./schema.ts";

const rule = { kind: "dead_letters", name: "Dead letters", runbook: "dead-letters" };

test.each([
  { threshold: Number.NaN },
  { threshold: "NaN" },
  { threshold: -1 },
  { threshold: 1e300 },
  { threshold: Number.POSITIVE_INFINITY },
  { threshold: 1.5 },
  { windowSeconds: 0 },
  { windowSeconds: "0s" },
  { windowSeconds: 31_536_000 },
  { windowSeconds: "365d" },
  { windowSeconds: "1y" },
  { forSeconds: -1 },
  { labels: Object.fromEntries(Array.from({ length: 1_000 }, (_, at) => [`l${at}`, "x"])) },
  { channelIds: Array.from({ length: 1_000 }, () => "01993000-0000-7000-8000-000000000000") },
])("B72: a rule with %j is refused when it is saved", (bad) => {
  expect(CreateRule.safeParse(rule).success).toBe(true);
  expect(CreateRule.safeParse({ ...rule, ...bad }).success).toBe(false);
});
