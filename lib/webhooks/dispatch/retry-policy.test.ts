import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_SCHEDULE, decide, OUTCOMES, parseRetryAfter, REFUSED_RETRIES } from "./retry-policy.ts";

const now = new Date("2026-11-20T12:00:00Z");
const at = (tries: number, schedule: number[] = [], random = 0) => ({ tries, schedule, now, random });
const answer = (status: number, retryAfter: string | null = null) => ({
  outcome: status >= 500 ? ("http_5xx" as const) : status === 429 ? ("http_429" as const) : ("http_4xx" as const),
  status,
  retryAfter,
});

describe("when a failed delivery goes again", () => {
  test("the ladder is that of Standard Webhooks, and after its end the delivery is dead", () => {
    const delays = DEFAULT_SCHEDULE.map((_, n) => decide(answer(500), at(n + 1)));
    expect(delays.map((d) => (d.kind === "retry" ? d.delaySeconds : null))).toEqual([...DEFAULT_SCHEDULE]);
    expect(decide(answer(500), at(10))).toEqual({ kind: "dead", reason: "exhausted", disable: false });
  });

  test("a schedule of n entries means n + 1 tries", () => {
    expect(decide(answer(500), at(2, [1, 2])).kind).toBe("retry");
    expect(decide(answer(500), at(3, [1, 2]))).toMatchObject({ kind: "dead", reason: "exhausted" });
  });

  test.each([400, 401, 403, 404, 405, 413, 422])("a refusal with %i is retried three times at most", (status) => {
    expect(decide(answer(status), at(REFUSED_RETRIES)).kind).toBe("retry");
    expect(decide(answer(status), at(REFUSED_RETRIES + 1))).toMatchObject({ kind: "dead", reason: "refused" });
  });

  test.each([408, 425, 429, 500, 503])("%i takes the whole ladder", (status) => {
    expect(decide(answer(status), at(9)).kind).toBe("retry");
  });

  test("410 ends it and disables the destination; a forbidden address ends it at once", () => {
    expect(decide(answer(410), at(1))).toEqual({ kind: "dead", reason: "gone", disable: true });
    const blocked = { outcome: "ssrf_blocked" as const, status: null, retryAfter: null };
    expect(decide(blocked, at(1))).toMatchObject({ kind: "dead", reason: "blocked" });
  });

  test("a redirect is a failure like any other", () => {
    expect(decide({ outcome: "redirect", status: 302, retryAfter: null }, at(1)).kind).toBe("retry");
  });

  test("whatever happens: jitter only adds a tenth, nothing waits longer than a day and a tenth, or earlier than asked", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...OUTCOMES),
        fc.option(fc.integer({ min: 100, max: 599 }), { nil: null }),
        fc.option(fc.nat(1_000_000_000).map(String), { nil: null }),
        fc.array(fc.nat(604_800), { maxLength: 24 }),
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (outcome, status, retryAfter, schedule, tries, random) => {
          const decision = decide({ outcome, status, retryAfter }, { tries, schedule, now, random });
          if (decision.kind !== "retry") return;
          const base = (schedule.length > 0 ? schedule : DEFAULT_SCHEDULE)[tries - 1] ?? 0;
          expect(decision.delaySeconds).toBeGreaterThanOrEqual(base);
          if (retryAfter !== null)
            expect(decision.delaySeconds).toBeGreaterThanOrEqual(Math.min(Number(retryAfter), 86_400));
          expect(decision.delaySeconds).toBeLessThanOrEqual(Math.max(base, 86_400) + 900);
          expect(decision.quietSeconds).toBeLessThanOrEqual(86_400);
        },
      ),
    );
  });
});

describe("Retry-After", () => {
  test.each([
    ["120", 120],
    ["0", 0],
    ["9999999999", 999_999_999],
    ["99999999999999999999", 999_999_999],
    ["Fri, 20 Nov 2026 12:02:00 GMT", 120],
    ["Fri, 20 Nov 2026 11:00:00 GMT", 0],
  ])("understands %s", (text, seconds) => expect(parseRetryAfter(text, now)).toBe(seconds));

  test.each([
    "-1",
    "1e9",
    "Infinity",
    "5, 10",
    "",
    " ",
    "1.5",
    "2026-11-20T12:02:00Z",
    "Friday, 20-Nov-26 12:02:00 GMT",
  ])("ignores %j", (text) => expect(parseRetryAfter(text, now)).toBeNull());

  test("waits as asked, up to a day, and quiets the destination for as long", () => {
    expect(decide(answer(429, "120"), at(1, [1]))).toMatchObject({ delaySeconds: 120, quietSeconds: 120 });
    expect(decide(answer(429, "999999999"), at(1, [1]))).toMatchObject({ delaySeconds: 86_400, quietSeconds: 86_400 });
    expect(decide(answer(429, "9999999999"), at(1, [1]))).toMatchObject({ delaySeconds: 86_400 });
    expect(decide(answer(503, "0"), at(1, [7]))).toMatchObject({ delaySeconds: 7, quietSeconds: 0 });
    expect(decide(answer(503, "soon"), at(1, [7]))).toMatchObject({ delaySeconds: 7, quietSeconds: 0 });
  });
});
