import type pg from "pg";
import {
  byteaArray,
  doubleArray,
  integerArray,
  smallintArray,
  textArray,
  timeArray,
  uuidTextArray,
} from "../ingest/binary-array.ts";
import { COMPLETE } from "../sql/complete.ts";
import type { Finished } from "./send-delivery.ts";

const AGAIN = 0;
const DELIVERED = 4;
const DEAD = 5;

function finalState({ decision }: Finished): number {
  return decision.kind === "delivered" ? DELIVERED : decision.kind === "dead" ? DEAD : AGAIN;
}

/** One statement for the batch; answers the ids that were accepted. What is missing was fenced off. */
export async function recordResults(pool: pg.Pool, batch: readonly Finished[]): Promise<Set<string>> {
  const { rows } = await pool.query<[string]>({
    name: "complete",
    text: COMPLETE,
    values: [
      uuidTextArray(batch.map((f) => f.claimed.id)),
      uuidTextArray(batch.map((f) => f.claimed.leaseToken)),
      smallintArray(batch.map(finalState)),
      textArray(batch.map((f) => f.outcome)),
      integerArray(batch.map((f) => f.status)),
      integerArray(batch.map((f) => f.durationMs)),
      integerArray(batch.map((f) => f.connectMs)),
      doubleArray(batch.map((f) => (f.decision.kind === "retry" ? f.decision.delaySeconds : 0))),
      textArray(batch.map((f) => (f.decision.kind === "dead" ? f.decision.reason : null))),
      textArray(batch.map((f) => f.error)),
      textArray(batch.map((f) => f.requestHeaders)),
      textArray(batch.map((f) => f.responseHeaders)),
      byteaArray(batch.map((f) => f.responseBody)),
      uuidTextArray(batch.map((f) => f.attemptId)),
      timeArray(batch.map((f) => f.at.getTime())),
      textArray(batch.map((f) => f.claimed.traceId)),
    ],
    rowMode: "array",
  });
  return new Set(rows.map(([id]) => id));
}
