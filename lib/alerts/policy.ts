import type { AlertState } from "./schema.ts";

/** What one evaluation saw of one instance. `no_data` is the absence of an answer, never an answer. */
export type Reading = "breach" | "clear" | "no_data";

export type OpenAlert = {
  state: Exclude<AlertState, "resolved">;
  pendingAt: number;
  /** Since when every reading was clear; a reading without data breaks the row. */
  clearSince: number | null;
};

export type Timing = { forMs: number; keepFiringMs: number };

export type Step =
  | { kind: "nothing" }
  /** Open and unchanged in state: remember the reading. */
  | { kind: "keep"; clearSince: number | null }
  /** A new episode; with no waiting time it fires in the same step. */
  | { kind: "open"; state: "pending" | "firing" }
  | { kind: "move"; to: "firing" | "resolved" };

/**
 * One alert's life: pending (waits for `for`) → firing → acknowledged → resolved. Acknowledging is a person's move and
 * not made here. Only clear readings in a row, for as long as `keep firing` says, resolve what has fired.
 */
export function stepAlert(open: OpenAlert | null, reading: Reading, timing: Timing, now: number): Step {
  if (open === null) {
    if (reading !== "breach") return { kind: "nothing" };
    return { kind: "open", state: timing.forMs > 0 ? "pending" : "firing" };
  }
  if (reading === "no_data") return { kind: "keep", clearSince: null };
  if (reading === "breach") {
    if (open.state === "pending" && now - open.pendingAt >= timing.forMs) return { kind: "move", to: "firing" };
    return { kind: "keep", clearSince: null };
  }
  if (open.state === "pending") return { kind: "move", to: "resolved" };
  const clearSince = open.clearSince ?? now;
  if (now - clearSince >= timing.keepFiringMs) return { kind: "move", to: "resolved" };
  return { kind: "keep", clearSince };
}

const NEXT: Record<AlertState, readonly AlertState[]> = {
  pending: ["firing", "resolved"],
  firing: ["acknowledged", "resolved"],
  acknowledged: ["resolved"],
  resolved: [],
};

export function mayMove(from: AlertState, to: AlertState): boolean {
  return NEXT[from].includes(to);
}

/** Seconds until a notification is tried again; after the last one it is given up, and says so. */
const BACKOFF_SECONDS = [5, 15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400];

export function backoffSeconds(attempts: number, random: () => number = Math.random): number | null {
  const base = BACKOFF_SECONDS[attempts - 1];
  return base === undefined ? null : base + random() * base * 0.2;
}
