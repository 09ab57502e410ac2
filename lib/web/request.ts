import "server-only";
import { isIP } from "node:net";
import { env } from "#lib/env.ts";
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
 * Who is on the other side. The last entry is the peer of our own socket; each trusted proxy before it wrote the entry
 * to its left. What stands further left is the client's own word and counts for nothing.
 */
export function addressOf(headers: Headers, trustedHops: number = env().TRUSTED_PROXY_HOPS): string {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  // Fewer entries than proxies: somebody came past them, and only the socket is left to believe.
  const address = entries.at(entries.length > trustedHops ? -1 - trustedHops : -1) ?? "";
  return isIP(address) === 0 ? "unknown" : address;
}
