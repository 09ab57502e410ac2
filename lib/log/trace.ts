import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes, randomFillSync } from "node:crypto";

/** Fields that every log line of one request, job or delivery carries. */
export type TraceFields = { traceId: string; [field: string]: unknown };

const storage = new AsyncLocalStorage<TraceFields>();

export function newTraceId(): string {
  return randomBytes(16).toString("hex");
}

export function withTrace<T>(fields: TraceFields, run: () => T): T {
  return storage.run(fields, run);
}

export function currentTrace(): TraceFields | undefined {
  return storage.getStore();
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace id of a W3C `traceparent`, or undefined when it is absent, malformed or all zero. */
export function parseTraceparent(header: string | undefined): string | undefined {
  const id = header === undefined ? undefined : TRACEPARENT.exec(header)?.[1];
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}

/** Asking the system for random bytes is dear; a kilobyte costs no more than eight. */
const pool = Buffer.alloc(1_024);
let used = pool.length;

export function makeTraceparent(traceId: string): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 8;
  return `00-${traceId}-${pool.toString("hex", used - 8, used)}-01`;
}
