import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocks, gateCount, gateVerdict, nextState, refusal, type VerdictItem } from "./policy.ts";
import { ITEM_STATES, TRAFFIC_MODES, type TrafficMode } from "./schema.ts";
import { approvalStep, earnedMode, stepTraffic, type TrafficStep } from "./traffic-policy.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const LATER = new Date("2026-12-20T12:00:00Z");
const EARLIER = new Date("2026-11-19T12:00:00Z");
const outcomes = fc.constantFrom("passed", "open", "failed", "stale", "no_data", "error");
const waiver = fc.record({
  state: fc.constantFrom("requested", "approved", "denied", "revoked"),
  expiresAt: fc.constantFrom(EARLIER, LATER),
});
const proof = fc.record({
  outcome: outcomes,
  reliedOn: fc.boolean(),
  notApplicable: fc.boolean(),
  waiver: fc.option(waiver),
});
const items: fc.Arbitrary<VerdictItem[]> = fc.array(
  fc.record({ state: fc.constantFrom(...ITEM_STATES), blocking: fc.boolean(), waiver: fc.option(waiver) }),
  { maxLength: 6 },
);

describe("the state of an item", () => {
  test("is passed only when its proof passes", () => {
    fc.assert(
      fc.property(
        proof,
        (p) => void expect(nextState(p, NOW) === "passed").toBe(!p.notApplicable && p.outcome === "passed"),
      ),
    );
  });

  test("is waived only while an approved waiver runs", () => {
    fc.assert(
      fc.property(proof, (p) => {
        fc.pre(nextState(p, NOW) === "waived");
        expect(p.waiver?.state).toBe("approved");
        expect(p.waiver?.expiresAt).toEqual(LATER);
      }),
    );
  });

  test("no data and errors are neither a pass nor not applicable", () => {
    fc.assert(
      fc.property(proof, (p) => {
        fc.pre(!p.notApplicable && (p.outcome === "no_data" || p.outcome === "error"));
        expect(["passed", "not_applicable"]).not.toContain(nextState(p, NOW));
      }),
    );
  });

  test("goes back to open before anybody relied on it, and is regressed after", () => {
    const gone = { outcome: "open", notApplicable: false, waiver: null } as const;
    expect(nextState({ ...gone, reliedOn: false }, NOW)).toBe("open");
    expect(nextState({ ...gone, reliedOn: true }, NOW)).toBe("regressed");
  });

  test("an automatic item cannot be ticked by hand, and the refusal says so", () => {
    const said = refusal("attest", { key: "PAY-ARC-2", state: "open", automatic: true });
    expect(said).toContain("PAY-ARC-2 is proven by facts");
    expect(refusal("attest", { key: "SRCH-IMP-4", state: "open", automatic: false })).toBeNull();
    expect(refusal("request_waiver", { key: "PAY-ARC-2", state: "passed", automatic: true })).toContain(
      "nothing to waive",
    );
    expect(refusal("reopen", { key: "PAY-ARC-2", state: "not_applicable", automatic: true })).toBeNull();
  });
});

describe("the verdict of a gate", () => {
  test("passes only when no blocking item blocks and somebody looked", () => {
    fc.assert(
      fc.property(items, fc.option(fc.constant(NOW)), (list, at) => {
        const verdict = gateVerdict(list, at, NOW);
        const free = list.every((item) => !blocks(item, NOW)) && list.some((item) => item.blocking) && at !== null;
        expect(verdict === "pass" || verdict === "warn").toBe(free);
      }),
    );
  });

  test("never passes over an item without data or in error", () => {
    fc.assert(
      fc.property(items, fc.constantFrom("no_data" as const, "error" as const), (list, state) => {
        const verdict = gateVerdict([...list, { state, blocking: true }], NOW, NOW);
        expect(["blocked", "no_data"]).toContain(verdict);
      }),
    );
  });

  test("warns when only waivers carry it, and blocks once they run out", () => {
    const waived: VerdictItem = { state: "waived", blocking: true, waiver: { state: "approved", expiresAt: LATER } };
    expect(gateVerdict([waived], NOW, NOW)).toBe("warn");
    expect(gateVerdict([waived], NOW, new Date("2027-01-01T00:00:00Z"))).toBe("blocked");
  });

  test("an empty list proves nothing", () => {
    expect(gateVerdict([], NOW, NOW)).toBe("no_data");
  });

  test("counts required items without the not applicable ones", () => {
    const list = (["passed", "open", "not_applicable"] as const).map((state) => ({ state, blocking: true }));
    expect(gateCount(list, NOW)).toEqual({ required: 2, blocking: 1 });
  });
});

describe("the traffic mode", () => {
  const steps: TrafficStep[] = ["pass_design", "open_canary", "open_full", "fall_back", "stop"];

  test("reaches live only through parked and canary, whatever the order of steps", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...steps), { maxLength: 12 }), (walk) => {
        let mode: TrafficMode = "blocked";
        for (const step of walk) {
          const next: TrafficMode = stepTraffic(mode, step) ?? mode;
          const rise = TRAFFIC_MODES.indexOf(next) - TRAFFIC_MODES.indexOf(mode);
          expect(rise).toBeLessThanOrEqual(1);
          mode = next;
        }
      }),
    );
  });

  test("falls back to parked, never to live, and stops at blocked", () => {
    expect(stepTraffic("live", "fall_back")).toBe("parked");
    expect(stepTraffic("canary", "fall_back")).toBe("parked");
    expect(stepTraffic("parked", "fall_back")).toBeNull();
    for (const mode of ["parked", "canary", "live"] as const) expect(stepTraffic(mode, "stop")).toBe("blocked");
  });

  test("the verification gate opens a canary, then full traffic after the bake time", () => {
    const at = { stoppedAt: null, canarySince: EARLIER, bakeSeconds: 86_400 };
    expect(approvalStep("verification", { ...at, mode: "parked" }, NOW)).toEqual({ step: "open_canary" });
    expect(approvalStep("verification", { ...at, mode: "canary" }, NOW)).toEqual({ step: "open_full" });
    expect(approvalStep("verification", { ...at, mode: "canary", bakeSeconds: 86_401 }, NOW)).toHaveProperty("refused");
    expect(approvalStep("verification", { ...at, mode: "blocked" }, NOW)).toHaveProperty("refused");
    expect(approvalStep("verification", { ...at, mode: "live" }, NOW)).toHaveProperty("refused");
  });

  test("approving the design gate parks a blocked integration, and leaves one that was stopped by hand", () => {
    const at = { mode: "blocked", canarySince: null, bakeSeconds: 0 } as const;
    expect(approvalStep("design", { ...at, stoppedAt: null }, NOW)).toEqual({ step: "pass_design" });
    expect(approvalStep("design", { ...at, stoppedAt: EARLIER }, NOW)).toEqual({ step: null });
  });

  test("comes back after a stop no further than the standing decisions allow", () => {
    expect(earnedMode({ design: false, canary: true, full: true })).toBe("blocked");
    expect(earnedMode({ design: true, canary: false, full: true })).toBe("parked");
    expect(earnedMode({ design: true, canary: true, full: false })).toBe("canary");
    expect(earnedMode({ design: true, canary: true, full: true })).toBe("live");
  });
});
