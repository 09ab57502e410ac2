import type { ServerResponse } from "node:http";

/** One JSON answer. `extra` is a flat list of header names and values. */
export function reply(response: ServerResponse, status: number, body: unknown, extra: readonly string[] = []): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, [
    "content-type",
    "application/json",
    "content-length",
    String(Buffer.byteLength(text)),
    ...extra,
  ]);
  response.end(text);
}

export function replyError(
  response: ServerResponse,
  status: number,
  error: string,
  message: string,
  extra: readonly string[] = [],
): void {
  reply(response, status, { error, message }, extra);
}

const RETRY = ["retry-after", "2"] as const;

export function replyUnavailable(response: ServerResponse): void {
  replyError(response, 503, "unavailable", "Nothing was stored. Send the same request again.", RETRY);
}
