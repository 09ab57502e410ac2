import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Breaker, judge, LONGEST_OPEN_SECONDS, openSeconds } from "./breaker-policy.ts";

const start = new Date("2026-11-20T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const closed: Breaker = {
  breaker: "closed",
  openUntil: new Date(0),
  probes: 0,
  trips: 0,
  windowAt: start,
  windowAttempts: 0,
  windowFailures: 0,
};

describe("the breaker of a destination", () => {
  test("stays closed below ten attempts, whatever they answer", () => {
    expect(judge(closed, { successes: 0, failures: 9 }, start).breaker).toBe("closed");
  });

  test("opens at seven failures of ten, for thirty seconds", () => {
    const open = judge(closed, { successes: 3, failures: 7 }, start);
    expect(open).toMatchObject({ breaker: "open", trips: 1, openUntil: later(30) });
    expect(judge(closed, { successes: 4, failures: 6 }, start).breaker).toBe("closed");
  });

  test("counts ten attempts that are spread over a minute", () => {
    let breaker = closed;
    for (let n = 0; n < 10; n++) breaker = judge(breaker, { successes: 0, failures: 1 }, later(n / 10));
    expect(breaker.breaker).toBe("open");
  });

  test("forgets what is older than a few minutes", () => {
    const bad = judge(closed, { successes: 0, failures: 9 }, start);
    expect(judge(bad, { successes: 0, failures: 1 }, later(900)).breaker).toBe("closed");
  });

  test("judges a busy destination by what came last, not by an hour of health", () => {
    let breaker = judge(closed, { successes: 100_000, failures: 0 }, start);
    for (let n = 0; n < 30 && breaker.breaker === "closed"; n++)
      breaker = judge(breaker, { successes: 0, failures: 10 }, later(n / 10));
    expect(breaker.breaker).toBe("open");
  });

  test("lets 1, 2, 4 probes through and then closes; one failure opens it for twice as long", () => {
    let breaker: Breaker = { ...closed, breaker: "half_open", probes: 1, trips: 1 };
    breaker = judge(breaker, { successes: 1, failures: 0 }, start);
    expect(breaker).toMatchObject({ breaker: "half_open", probes: 2 });
    expect(judge(breaker, { successes: 0, failures: 1 }, start)).toMatchObject({
      breaker: "open",
      trips: 2,
      openUntil: later(60),
    });
    breaker = judge(breaker, { successes: 2, failures: 0 }, start);
    expect(breaker).toMatchObject({ breaker: "half_open", probes: 4 });
    expect(judge(breaker, { successes: 4, failures: 0 }, start)).toMatchObject({ breaker: "closed", trips: 0 });
  });

  test("probes that come back one at a time count all the same", () => {
    let breaker: Breaker = { ...closed, breaker: "half_open", probes: 1, trips: 1 };
    const seen: number[] = [];
    for (let n = 0; n < 7; n++) {
      breaker = judge(breaker, { successes: 1, failures: 0 }, later(n));
      seen.push(breaker.probes);
    }
    expect(seen).toEqual([2, 2, 4, 4, 4, 4, 8]);
    expect(breaker.breaker).toBe("closed");
  });

  test("once closed it lets twice as many through look by look, not while some fail, until nothing is limited", () => {
    let breaker: Breaker = { ...closed, probes: 8 };
    breaker = judge(breaker, { successes: 3, failures: 0 }, start);
    expect(breaker.probes).toBe(16);
    breaker = judge(breaker, { successes: 9, failures: 1 }, start);
    expect(breaker).toMatchObject({ breaker: "closed", probes: 16 });
    const seen = [1, 2, 3, 4, 5].map((n) => {
      breaker = judge(breaker, { successes: 9, failures: 0 }, later(n));
      return breaker.probes;
    });
    expect(seen).toEqual([32, 64, 128, 0, 0]);
  });

  test("late results of sends from before it opened change nothing about it", () => {
    const open = judge(closed, { successes: 0, failures: 10 }, start);
    expect(judge(open, { successes: 5, failures: 0 }, later(1))).toMatchObject({
      breaker: "open",
      openUntil: open.openUntil,
    });
  });

  test("open times double and never pass a quarter of an hour", () => {
    expect([1, 2, 3, 4, 5, 6, 60].map(openSeconds)).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  test("whatever comes: it is never open longer than that, and its weights are never negative or absurd", () => {
    const tally = fc.record({ successes: fc.nat(500), failures: fc.nat(500) });
    fc.assert(
      fc.property(fc.array(fc.tuple(tally, fc.nat(600)), { maxLength: 40 }), (steps) => {
        let breaker = closed;
        let at = 0;
        for (const [counts, seconds] of steps) {
          at += seconds;
          breaker = judge(breaker, counts, later(at));
          const openFor = (breaker.openUntil.getTime() - later(at).getTime()) / 1000;
          expect(openFor).toBeLessThanOrEqual(LONGEST_OPEN_SECONDS);
          expect(breaker.windowFailures).toBeLessThanOrEqual(breaker.windowAttempts + 1e-6);
          expect(breaker.windowAttempts).toBeLessThanOrEqual(201);
        }
      }),
    );
  });
});
