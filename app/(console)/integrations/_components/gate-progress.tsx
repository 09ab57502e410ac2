import type { GateVerdict } from "#components/motif/gate-signal.tsx";
import { ProgressSquares, type StateCounts } from "#components/motif/progress-squares.tsx";
import type { GateDto, ItemDto, Verdict } from "#lib/gates/schema.ts";

export function toSignal(verdict: Verdict): GateVerdict {
  return verdict === "warn" ? "pass_with_waivers" : verdict;
}

export function countStates(items: readonly ItemDto[]): StateCounts {
  const counts: StateCounts = {};
  for (const item of items) if (item.blocking) counts[item.state] = (counts[item.state] ?? 0) + 1;
  return counts;
}

/** `10 of 17`, the squares, and what holds the arm. */
export function GateProgress({ gate }: { gate: GateDto }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="whitespace-nowrap">
        {gate.required - gate.blockingCount} of {gate.required}
      </span>
      <ProgressSquares counts={countStates(gate.items)} verdict={toSignal(gate.verdict)} />
      {gate.blockingCount > 0 ? (
        <span className="text-12 text-bad whitespace-nowrap">{gate.blockingCount} block</span>
      ) : null}
      {gate.waivers.length > 0 ? (
        <span className="text-12 text-ink-3 whitespace-nowrap">
          {gate.waivers.length} {gate.waivers.length === 1 ? "waiver" : "waivers"}
        </span>
      ) : null}
    </span>
  );
}

/** The gate that decides what happens next: design until it has passed, then verification. */
export function nextGate(gates: readonly GateDto[]): GateDto | undefined {
  return (
    gates.find((gate) => gate.gate === "design" && gate.state !== "passed") ??
    gates.find((gate) => gate.gate === "verification")
  );
}
