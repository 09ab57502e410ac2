import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffSeconds, mayMove, type OpenAlert, type Reading, stepAlert, type Timing } from "./policy.ts";
import type { AlertState } from "./schema.ts";

type Moment = { reading: Reading; afterMs: number; acknowledge: boolean };
type Seen = { at: number; from: AlertState | null; to: AlertState; reading: Reading | "person" };

const moment: fc.Arbitrary<Moment> = fc.record({
  reading: fc.constantFrom<Reading>("breach", "clear", "no_data"),
  afterMs: fc.integer({ min: 1, max: 60_000 }),
  acknowledge: fc.boolean(),
});
const timing: fc.Arbitrary<Timing> = fc.record({
  forMs: fc.constantFrom(0, 15_000, 60_000),
  keepFiringMs: fc.constantFrom(0, 30_000, 120_000),
});

/** Plays a story through the policy as the evaluator does, and keeps every transition. */
function play(story: Moment[], rule: Timing): { seen: Seen[]; open: OpenAlert | null; readings: [number, Reading][] } {
  let open = null as OpenAlert | null;
  let now = 0;
  const seen: Seen[] = [];
  const readings: [number, Reading][] = [];
  const move = (to: AlertState, reading: Reading | "person") =>
    seen.push({ at: now, from: open?.state ?? null, to, reading });
  for (const { reading, afterMs, acknowledge } of story) {
    now += afterMs;
    readings.push([now, reading]);
    const step = stepAlert(open, reading, rule, now);
    if (step.kind === "open") {
      move(step.state, reading);
      open = { state: step.state, pendingAt: now, clearSince: null };
    } else if (step.kind === "move") {
      move(step.to, reading);
      open = open !== null && step.to === "firing" ? { ...open, state: "firing", clearSince: null } : null;
    } else if (step.kind === "keep" && open !== null) open = { ...open, clearSince: step.clearSince };
    if (acknowledge && open?.state === "firing") {
      move("acknowledged", "person");
      open = { ...open, state: "acknowledged" };
    }
  }
  return { seen, open, readings };
}

const stories = fc.array(moment, { maxLength: 60 });

describe("an alert's life, whatever the readings", () => {
  test("makes only moves that the table allows, one episode after the other", () => {
    fc.assert(
      fc.property(stories, timing, (story, rule) => {
        let state: AlertState | null = null;
        for (const { from, to } of play(story, rule).seen) {
          expect(from).toBe(state === "resolved" ? null : state);
          if (from === null) expect(["pending", "firing"]).toContain(to);
          else expect(mayMove(from, to)).toBe(true);
          state = to;
        }
      }),
    );
  });

  test("never fires before `for` has passed since it began, and only on a breach", () => {
    fc.assert(
      fc.property(stories, timing, (story, rule) => {
        let began = 0;
        for (const { at, from, to, reading } of play(story, rule).seen) {
          if (from === null) began = at;
          if (to !== "firing") continue;
          expect(reading).toBe("breach");
          expect(at - began).toBeGreaterThanOrEqual(rule.forMs);
        }
      }),
    );
  });

  test("never resolves without a clear reading: no data and a breach leave it open", () => {
    fc.assert(
      fc.property(stories, timing, (story, rule) => {
        for (const { to, reading } of play(story, rule).seen) if (to === "resolved") expect(reading).toBe("clear");
      }),
    );
  });

  test("resolves what fired only after `keep firing` of nothing but clear readings", () => {
    fc.assert(
      fc.property(stories, timing, (story, rule) => {
        const { seen, readings } = play(story, rule);
        for (const { at, from, to } of seen) {
          if (to !== "resolved" || from === "pending") continue;
          const before = readings.filter(([time]) => time <= at && time >= at - rule.keepFiringMs);
          expect(before.every(([, reading]) => reading === "clear")).toBe(true);
        }
      }),
    );
  });

  test("stays open as long as no data comes, however long", () => {
    const noData = Array.from({ length: 500 }, () => ({
      reading: "no_data" as const,
      afterMs: 60_000,
      acknowledge: false,
    }));
    const fired = [{ reading: "breach" as const, afterMs: 1, acknowledge: false }];
    expect(play([...fired, ...noData], { forMs: 0, keepFiringMs: 0 }).open?.state).toBe("firing");
  });

  test("keeps an acknowledged alert acknowledged while the breach goes on", () => {
    const breaches = Array.from({ length: 20 }, () => ({
      reading: "breach" as const,
      afterMs: 15_000,
      acknowledge: true,
    }));
    const { seen, open } = play(breaches, { forMs: 0, keepFiringMs: 0 });
    expect(open?.state).toBe("acknowledged");
    expect(seen.map(({ to }) => to)).toEqual(["firing", "acknowledged"]);
  });
});

test("a notification waits longer each time and is given up in the end", () => {
  const waits = Array.from({ length: 12 }, (_, index) => backoffSeconds(index + 1, () => 0));
  const numbers = waits.filter((wait) => wait !== null);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(numbers.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_600);
  expect(waits.at(-1)).toBeNull();
});
