import type { DrillStepDto, DrillStepKey } from "../schema.ts";

/** The webhook suite in the order it runs, with what each step must show. */
export const WEBHOOK_SUITE: readonly { key: DrillStepKey; title: string; expected: string }[] = [
  { key: "valid", title: "A signed event is stored", expected: "202, one event" },
  { key: "missing_signature", title: "An unsigned request is refused", expected: "401, quarantined" },
  { key: "tampered", title: "A changed body is refused", expected: "401, quarantined" },
  { key: "stale", title: "An old signature is refused", expected: "401, quarantined" },
  { key: "duplicate", title: "The same event again is stored once", expected: "200 duplicate, one event" },
  { key: "unknown_type", title: "An unknown type is stored and visible", expected: "202, stored, no delivery lost" },
  { key: "failing_handler", title: "A failing handler ends as a dead letter", expected: "dead after 3 attempts" },
];

/** Seconds before each retry of the destination that the last step fails against. */
export const FAILING_SCHEDULE = [1, 1] as const;

export function waitingSteps(): DrillStepDto[] {
  return WEBHOOK_SUITE.map(({ key, title, expected }) => ({
    key,
    title,
    expected,
    state: "waiting",
    observed: "",
    startedAt: null,
    durationMs: null,
  }));
}

export type StepResult = { state: "passed" | "failed" | "skipped"; observed: string };

/** Passed only when every step ran to its end and none failed; a suite that skipped everything proved nothing. */
export function suiteState(steps: readonly { state: string }[]): "passed" | "failed" {
  const ended = steps.every((step) => step.state === "passed" || step.state === "skipped");
  return ended && steps.some((step) => step.state === "passed") ? "passed" : "failed";
}

export function refusedResult(status: number, quarantined: string | null, expected: string): StepResult {
  if (status !== 401) return { state: "failed", observed: `answered ${status}` };
  if (quarantined === null) return { state: "failed", observed: "401, but nothing in quarantine" };
  const observed = `401, quarantined: ${quarantined.replaceAll("_", " ")}`;
  if (quarantined === expected) return { state: "passed", observed };
  return { state: "failed", observed: `${observed}, expected ${expected.replaceAll("_", " ")}` };
}

export function deadLetterResult(at: {
  dead: boolean;
  attempts: number;
  received: number;
  seconds: number;
}): StepResult {
  const expected = FAILING_SCHEDULE.length + 1;
  if (!at.dead)
    return { state: "failed", observed: `not dead after ${at.seconds} s, ${at.received} attempts received` };
  const counted = `dead after ${at.attempts} attempts in ${at.seconds} s`;
  if (at.attempts !== expected || at.received !== expected) {
    return { state: "failed", observed: `${counted}; the handler received ${at.received}, expected ${expected}` };
  }
  return { state: "passed", observed: counted };
}
