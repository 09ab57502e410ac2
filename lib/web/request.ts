import "server-only";
import { newTraceId } from "#lib/log/trace.ts";

/** Set by `proxy.ts` on the way in; a client's own headers of these names never arrive. */
export const TRACE_HEADER = "x-interlock-trace";
export const PATH_HEADER = "x-interlock-path";

type Headers = Pick<globalThis.Headers, "get">;

export function traceOf(headers: Headers): string {
  const given = headers.get(TRACE_HEADER);
  return given !== null && /^[0-9a-f]{32}$/.test(given) ? given : newTraceId();
}

/**
 * The address that the nearest hop saw. Who connects directly can write this header himself: it may only be
 * one of several counters, never a reason to trust.
 */
export function addressOf(headers: Headers): string {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
  return /^[0-9a-fA-F:.]{2,45}$/.test(last) ? last : "unknown";
}
