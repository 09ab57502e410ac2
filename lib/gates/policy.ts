import type { Outcome } from "./rules.ts";
import type { ItemState, Verdict } from "./schema.ts";

const SATISFIED: ReadonlySet<ItemState> = new Set(["passed", "not_applicable", "waived"]);

export type Waiver = { state: "requested" | "approved" | "denied" | "revoked"; expiresAt: Date };

/** Whether this item holds the gate now. A waiver counts only while it is approved and has not expired. */
export function blocks(item: { state: ItemState; blocking: boolean; waiver?: Waiver | null }, now: Date): boolean {
  if (!item.blocking) return false;
  if (item.state === "waived") return !isWaiverInForce(item.waiver, now);
  return !SATISFIED.has(item.state);
}

export function isWaiverInForce(waiver: Waiver | null | undefined, now: Date): boolean {
  return waiver != null && waiver.state === "approved" && waiver.expiresAt.getTime() > now.getTime();
}

export type Proof = {
  /** what the rule or the attestation says now */
  outcome: Outcome;
  /** an approved decision counted this item as satisfied, or it was regressed already */
  reliedOn: boolean;
  notApplicable: boolean;
  waiver?: Waiver | null;
};

/** Facts beat paper: a proven item is passed even while a waiver runs; "not applicable" is taken back by hand only. */
export function nextState(proof: Proof, now: Date): ItemState {
  if (proof.notApplicable) return "not_applicable";
  if (proof.outcome === "passed") return "passed";
  if (isWaiverInForce(proof.waiver, now)) return "waived";
  if (proof.reliedOn && (proof.outcome === "open" || proof.outcome === "failed" || proof.outcome === "no_data")) {
    return "regressed";
  }
  return proof.outcome;
}

export type Act = "attest" | "mark_not_applicable" | "request_waiver" | "reopen";

const NOT_SATISFIED: readonly ItemState[] = ["open", "failed", "regressed", "stale", "no_data", "error"];
const ACTS: Readonly<Record<Act, readonly ItemState[]>> = {
  attest: [...NOT_SATISFIED, "waived", "passed"],
  mark_not_applicable: [...NOT_SATISFIED, "waived", "passed"],
  request_waiver: NOT_SATISFIED,
  reopen: ["not_applicable"],
};

/** Null when the act may be done, else the sentence that a person reads. */
export function refusal(act: Act, item: { key: string; state: ItemState; automatic: boolean }): string | null {
  if (act === "attest" && item.automatic) {
    return `${item.key} is proven by facts and cannot be ticked by hand. Fix what its rule observes, or ask for a waiver.`;
  }
  if (ACTS[act].includes(item.state)) return null;
  const state = item.state.replace("_", " ");
  if (act === "reopen") return `${item.key} is ${state}; only an item marked not applicable can be taken back.`;
  if (act === "request_waiver") return `${item.key} is ${state}; there is nothing to waive.`;
  return `${item.key} is not applicable. Take that back first.`;
}

export type VerdictItem = { state: ItemState; blocking: boolean; waiver?: Waiver | null };

/** An empty list and a list that nobody evaluated prove nothing. */
export function gateVerdict(items: readonly VerdictItem[], evaluatedAt: Date | null, now: Date): Verdict {
  const required = items.filter((item) => item.blocking);
  if (required.length === 0 || evaluatedAt === null) return "no_data";
  const holding = required.filter((item) => blocks(item, now));
  if (holding.length > 0) {
    return holding.every((item) => item.state === "no_data" || item.state === "error") ? "no_data" : "blocked";
  }
  return required.some((item) => item.state === "waived") ? "warn" : "pass";
}

/** `7 of 17`: not-applicable leaves the denominator. */
export function gateCount(items: readonly VerdictItem[], now: Date): { required: number; blocking: number } {
  const required = items.filter((item) => item.blocking && item.state !== "not_applicable");
  return { required: required.length, blocking: required.filter((item) => blocks(item, now)).length };
}
