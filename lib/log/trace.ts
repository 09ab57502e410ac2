import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

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

export function makeTraceparent(traceId: string): string {
  return `00-${traceId}-${randomBytes(8).toString("hex")}-01`;
}
