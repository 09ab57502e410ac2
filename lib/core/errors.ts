import type { ErrorKind } from "./result.ts";

export type AppErrorOptions = {
  fields?: Record<string, string[]>;
  details?: Record<string, unknown>;
  retryAfterMs?: number;
  retryable?: boolean;
  cause?: unknown;
};

/**
 * An outcome that a person can act on. Messages say what happened, what it touched and what to do next,
 * and hold no secret. Anything else that is thrown is a defect and is shown as `internal` with a ref.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly fields: Record<string, string[]> | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(kind: ErrorKind, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "AppError";
    this.kind = kind;
    this.fields = options.fields;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
    this.retryable =
      options.retryable ?? (kind === "limit_exceeded" || kind === "upstream_failed" || kind === "internal");
  }
}

/** `unauthenticated` and `forbidden` are one kind of refusal with two answers; that makes the eight kinds nine words. */
export const HTTP_STATUS: Record<ErrorKind, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 412,
  limit_exceeded: 429,
  upstream_failed: 502,
  internal: 500,
};

/** What a worker does with a job that failed so. */
export const WORKER_BEHAVIOUR: Record<ErrorKind, "bury" | "done" | "retry"> = {
  invalid_input: "bury",
  unauthenticated: "bury",
  forbidden: "bury",
  not_found: "bury",
  conflict: "done",
  precondition_failed: "bury",
  limit_exceeded: "retry",
  upstream_failed: "retry",
  internal: "retry",
};

export function notFound(what: string): AppError {
  return new AppError(
    "not_found",
    `${what} was not found. It may have been deleted, or it belongs to another workspace.`,
  );
}

export function invalid(message: string, fields?: Record<string, string[]>): AppError {
  return new AppError("invalid_input", message, fields ? { fields } : {});
}

export function conflict(message: string, details?: Record<string, unknown>): AppError {
  return new AppError("conflict", message, details ? { details } : {});
}

export function precondition(message: string, details?: Record<string, unknown>): AppError {
  return new AppError("precondition_failed", message, details ? { details } : {});
}
