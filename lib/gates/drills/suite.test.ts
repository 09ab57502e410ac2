import { expect, test } from "vitest";
import { deadLetterResult, refusedResult, suiteState, WEBHOOK_SUITE, waitingSteps } from "./suite.ts";

test("the suite runs the seven faults in order", () => {
  expect(WEBHOOK_SUITE.map((step) => step.key)).toEqual([
    "valid",
    "missing_signature",
    "tampered",
    "stale",
    "duplicate",
    "unknown_type",
    "failing_handler",
  ]);
  expect(waitingSteps().every((step) => step.state === "waiting")).toBe(true);
});

test("the suite passes only when every step ended and none failed", () => {
  expect(suiteState([{ state: "passed" }, { state: "skipped" }])).toBe("passed");
  expect(suiteState([{ state: "passed" }, { state: "failed" }])).toBe("failed");
  expect(suiteState([{ state: "passed" }, { state: "waiting" }])).toBe("failed");
  expect(suiteState([{ state: "skipped" }])).toBe("failed");
  expect(suiteState([])).toBe("failed");
});

test("a refusal counts only with 401 and a row in quarantine that names this fault", () => {
  const forged = "bad_signature";
  expect(refusedResult(401, forged, forged)).toEqual({ state: "passed", observed: "401, quarantined: bad signature" });
  expect(refusedResult(401, null, forged).state).toBe("failed");
  expect(refusedResult(202, forged, forged).state).toBe("failed");
  expect(refusedResult(401, "stale_timestamp", forged).state).toBe("failed");
});

test("a dead letter counts only after exactly the scheduled attempts, as the handler saw them", () => {
  const at = { dead: true, attempts: 3, received: 3, seconds: 3 };
  expect(deadLetterResult(at).state).toBe("passed");
  expect(deadLetterResult({ ...at, attempts: 2 }).state).toBe("failed");
  expect(deadLetterResult({ ...at, received: 1 }).state).toBe("failed");
  expect(deadLetterResult({ ...at, dead: false }).state).toBe("failed");
});
