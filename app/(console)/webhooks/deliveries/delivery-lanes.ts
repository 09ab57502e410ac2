import type { Attempt } from "#components/state/attempt-lane.tsx";
import { sayDuration } from "#components/ui/say-time.ts";
import type { AttemptDto, DeliveryDetail } from "#lib/webhooks/schema.ts";

/** Waits grow from seconds to a day: lengths shrink as they grow, the numbers beside them are exact. */
function drawn(ms: number): number {
  return 100 * Math.log2(1 + Math.max(0, ms) / 20);
}

export function resultOf({ outcome, status, durationMs }: AttemptDto): string {
  const took = sayDuration(durationMs);
  if (status !== null) return `${status} in ${took}`;
  return outcome === "timeout" ? `timeout ${took}` : `${outcome.replaceAll("_", " ")}, ${took}`;
}

export type Lane = Omit<Attempt, "start"> & { at: string | null };

/** Each try after the other, and last what it waits for now. */
export function lanesOf(delivery: DeliveryDetail): Lane[] {
  const lanes: Lane[] = [];
  let drawnSoFar = 0;
  let endedAt = new Date(delivery.createdAt).getTime();
  for (const attempt of delivery.attempts) {
    const startedAt = new Date(attempt.at).getTime();
    const connectAt = drawnSoFar + drawn(startedAt - endedAt);
    const responseAt = connectAt + drawn(attempt.connectMs ?? 0);
    const endAt = Math.max(responseAt + 1, connectAt + drawn(attempt.durationMs));
    const isGood = attempt.outcome === "success";
    lanes.push({
      number: attempt.number,
      at: attempt.at,
      waitFrom: drawnSoFar,
      connectAt,
      responseAt,
      endAt,
      outcome: isGood ? "ok" : attempt.outcome === "timeout" ? "timeout" : "bad",
      result: resultOf(attempt),
      tone: isGood ? "ok" : "bad",
    });
    drawnSoFar = endAt;
    endedAt = startedAt + attempt.durationMs;
  }
  if (["pending", "held", "parked", "leased"].includes(delivery.state))
    lanes.push({
      number: (delivery.attempts.at(-1)?.number ?? 0) + 1,
      at: null,
      waitFrom: drawnSoFar,
      connectAt: drawnSoFar,
      responseAt: null,
      endAt: drawnSoFar + Math.max(200, drawnSoFar * 0.2),
      outcome: "waiting",
      result: delivery.why,
      tone: delivery.state === "parked" ? "park" : delivery.state === "held" ? "warn" : "quiet",
    });
  return lanes;
}
