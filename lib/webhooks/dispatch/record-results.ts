import type pg from "pg";
import { COMPLETE } from "../sql/complete.ts";
import type { Finished } from "./send-delivery.ts";

const DELIVERED = 4;
const DEAD = 5;

function finalState({ decision }: Finished): number | null {
  return decision.kind === "delivered" ? DELIVERED : decision.kind === "dead" ? DEAD : null;
}

/** One statement for the batch; answers the ids that were accepted. What is missing was fenced off. */
export async function recordResults(pool: pg.Pool, batch: readonly Finished[]): Promise<Set<string>> {
  const of = <T>(pick: (finished: Finished) => T) => batch.map(pick);
  const { rows } = await pool.query<{ id: string }>({
    name: "complete",
    text: COMPLETE,
    values: [
      of((f) => f.claimed.id),
      of((f) => f.claimed.leaseToken),
      of(finalState),
      of((f) => f.outcome),
      of((f) => f.status),
      of((f) => f.durationMs),
      of((f) => f.connectMs),
      of((f) => (f.decision.kind === "retry" ? f.decision.delaySeconds : 0)),
      of((f) => (f.decision.kind === "dead" ? f.decision.reason : null)),
      of((f) => f.error),
      of((f) => f.requestHeaders),
      of((f) => f.responseHeaders),
      of((f) => f.responseBody),
      of((f) => f.attemptId),
      of((f) => f.at),
      of((f) => f.claimed.traceId),
    ],
  });
  return new Set(rows.map((row) => row.id));
}
