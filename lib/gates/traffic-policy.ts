import type { TrafficMode } from "./schema.ts";

export type TrafficStep = "pass_design" | "open_canary" | "open_full" | "fall_back" | "stop";

/** The only ways a mode changes; what is not here is refused. Opening goes one step at a time. */
export const TRAFFIC_STEPS: Readonly<Record<TrafficMode, Partial<Record<TrafficStep, TrafficMode>>>> = {
  blocked: { pass_design: "parked" },
  parked: { open_canary: "canary", stop: "blocked" },
  canary: { open_full: "live", fall_back: "parked", stop: "blocked" },
  live: { fall_back: "parked", stop: "blocked" },
};

export function stepTraffic(mode: TrafficMode, step: TrafficStep): TrafficMode | null {
  return TRAFFIC_STEPS[mode][step] ?? null;
}

/** Which step an approval of this gate means, or why it means none. */
export function approvalStep(
  gate: "design" | "verification",
  at: { mode: TrafficMode; stoppedAt: Date | null; canarySince: Date | null; bakeSeconds: number },
  now: Date,
): { step: TrafficStep | null } | { refused: string } {
  if (gate === "design") return { step: at.mode === "blocked" && at.stoppedAt === null ? "pass_design" : null };
  if (at.stoppedAt !== null) {
    return { refused: "Traffic was stopped by hand. Release it before you decide the verification gate." };
  }
  if (at.mode === "blocked") return { refused: "The design gate has not passed. Decide it first." };
  if (at.mode === "parked") return { step: "open_canary" };
  if (at.mode === "live") return { refused: "Traffic is already live. There is nothing left to approve." };
  const ready = at.canarySince === null ? null : new Date(at.canarySince.getTime() + at.bakeSeconds * 1000);
  if (ready === null) return { refused: "The canary has no start time. Send it back and open it again." };
  if (ready.getTime() > now.getTime()) {
    return { refused: `The canary bakes until ${ready.toISOString()}. Approve full traffic after that.` };
  }
  return { step: "open_full" };
}

/** After a stop by hand, traffic comes back no further than the decisions that still stand allow. */
export function earnedMode(standing: { design: boolean; canary: boolean; full: boolean }): TrafficMode {
  if (!standing.design) return "blocked";
  if (!standing.canary) return "parked";
  return standing.full ? "live" : "canary";
}
