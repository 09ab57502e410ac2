import { counter } from "#lib/log/metrics.ts";

/** How a call ended when no usable response came back. The same words label attempts, metrics and screens. */
export type OutboundErrorClass =
  | "bad_url"
  | "bad_header"
  | "ssrf_blocked"
  | "dns"
  | "connect"
  | "tls"
  | "timeout"
  | "reset"
  | "protocol"
  | "aborted"
  | "unknown";

const blockedTotal = counter({
  name: "icr_egress_blocked_total",
  help: "Calls that the egress rules refused, by rule.",
  labelNames: ["reason"],
});

export class OutboundError extends Error {
  readonly errorClass: OutboundErrorClass;
  readonly code: string;

  constructor(errorClass: OutboundErrorClass, code: string, message: string) {
    super(message);
    this.name = "OutboundError";
    this.errorClass = errorClass;
    this.code = code;
    if (errorClass === "ssrf_blocked") blockedTotal.inc({ reason: code });
  }
}

/** One sentence for every blocked target: what differs between them would make a port scanner of us. */
export const BLOCKED_MESSAGE =
  "Interlock may not call this address. Use a public address, or ask the operator to allow it with EGRESS_ALLOW_CIDRS or EGRESS_ALLOW_HOSTS.";

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "EHOSTDOWN",
  "ENETDOWN",
  "EACCES",
  "EPERM",
]);
const TIMEOUTS = new Set([
  "ETIMEDOUT",
  "ETIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
]);
const RESETS = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET", "UND_ERR_CLOSED"]);
const NOT_HTTP = new Set(["HTTPParserError", "UND_ERR_HEADERS_OVERFLOW", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"]);
const DNS = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EAI_NODATA",
  "EAI_NONAME",
  "ESERVFAIL",
  "ENODATA",
  "EREFUSED",
]);

function errorCode(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? error.name : "UNKNOWN";
}

export function dnsError(error: unknown): OutboundError {
  const code = errorCode(error);
  if (TIMEOUTS.has(code)) return new OutboundError("dns", code, "The name could not be looked up in time.");
  return new OutboundError("dns", code, `The name could not be looked up (${code}).`);
}

/** An error between the first SYN and the first byte of the request. */
export function connectError(error: unknown, secure: boolean): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = errorCode(error);
  if (DNS.has(code)) return dnsError(error);
  if (TIMEOUTS.has(code)) return new OutboundError("timeout", code, "The connection was not established in time.");
  if (UNREACHABLE.has(code)) return new OutboundError("connect", code, `The connection was refused (${code}).`);
  if (secure) return new OutboundError("tls", code, `The TLS handshake failed (${code}).`);
  return new OutboundError("connect", code, `The connection could not be made (${code}).`);
}

/** An error after the request began to leave. */
export function exchangeError(error: unknown): OutboundError {
  if (error instanceof OutboundError) return error;
  const code = errorCode(error);
  if (TIMEOUTS.has(code)) return new OutboundError("timeout", code, "The destination did not answer in time.");
  if (RESETS.has(code)) return new OutboundError("reset", code, "The connection broke before the answer was complete.");
  if (UNREACHABLE.has(code)) return new OutboundError("connect", code, `The connection was refused (${code}).`);
  if (code.startsWith("HPE_") || NOT_HTTP.has(code))
    return new OutboundError("protocol", code, `The answer is not valid HTTP (${code}).`);
  if (code === "UND_ERR_INVALID_ARG") return new OutboundError("bad_header", code, "The request could not be built.");
  return new OutboundError("unknown", code, `The call failed (${code}).`);
}
