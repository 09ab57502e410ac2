/** What a server action answers. Imports nothing, so that client components may use it. */
export type ErrorKind =
  | "invalid_input"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "precondition_failed"
  | "limit_exceeded"
  | "upstream_failed"
  | "internal";

export type ActionError = {
  kind: ErrorKind;
  message: string;
  /** Sentences by field name, shown beside the field. */
  fields?: Record<string, string[]>;
  /** Facts a screen may show, such as the items that block a gate. Never secrets. */
  details?: Record<string, unknown>;
  /** The trace id: the same text finds the row, the job and the log line. */
  ref: string;
};

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };
