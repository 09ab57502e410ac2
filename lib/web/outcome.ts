import "server-only";
import { AppError, HTTP_STATUS } from "#lib/core/errors.ts";
import type { ActionError, ErrorKind } from "#lib/core/result.ts";
import { isDatabaseAway } from "#lib/db/errors.ts";
import type { Log } from "#lib/log/logger.ts";

/** What a boundary may say of an error. Defects are logged whole and shown as a reference alone. */
export function describeError(error: unknown, ref: string, log: Log): ActionError {
  if (error instanceof AppError && error.kind !== "internal") {
    if (error.kind === "forbidden" || error.kind === "unauthenticated")
      log.warn({ event: "request.refused", ref, kind: error.kind, reason: error.message });
    return {
      kind: error.kind,
      message: error.message,
      ...(error.fields === undefined ? {} : { fields: error.fields }),
      ...(error.details === undefined ? {} : { details: error.details }),
      ref,
    };
  }
  if (isDatabaseAway(error)) {
    log.warn({ event: "request.database_away", ref, err: error }, "The database did not answer a request.");
    return {
      kind: "internal",
      message: `The database does not answer at the moment (ref ${ref}). Try again in a few seconds; after a change, look first whether it was made.`,
      ref,
    };
  }
  log.error({ event: "request.failed", ref, err: error }, "A request failed for a reason that nobody foresaw.");
  return {
    kind: "internal",
    message: `Something went wrong (ref ${ref}). Try again, or give the ref to an admin.`,
    ref,
  };
}

export type StatusByKind = Partial<Record<ErrorKind, number>>;

/** RFC 9457, with our kind, fields and ref beside the standard members; details are members of their own. */
export function problemResponse(error: unknown, ref: string, log: Log, statuses: StatusByKind = {}): Response {
  const { kind, message, fields, details } = describeError(error, ref, log);
  const away = isDatabaseAway(error);
  const status = away ? 503 : (statuses[kind] ?? HTTP_STATUS[kind]);
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "private, no-store" });
  if (error instanceof AppError && error.retryAfterMs !== undefined)
    headers.set("retry-after", String(Math.max(1, Math.ceil(error.retryAfterMs / 1_000))));
  if (away) headers.set("retry-after", "2");
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="interlock"');
  const body = {
    ...details,
    type: "about:blank",
    title: kind.replaceAll("_", " "),
    status,
    kind,
    detail: message,
    ref,
  };
  return new Response(JSON.stringify(fields === undefined ? body : { ...body, fields }), { status, headers });
}
