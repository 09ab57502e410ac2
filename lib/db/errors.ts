import { AppError } from "#lib/core/errors.ts";

type Shape = {
  code?: unknown;
  meta?: {
    driverAdapterError?: { cause?: { kind?: unknown; originalCode?: unknown; constraint?: { index?: unknown } } };
  };
};

function shape(error: unknown): Shape {
  return typeof error === "object" && error !== null ? (error as Shape) : {};
}

/** SQLSTATE where one is known (raw `pg` errors carry it as `code`), else Prisma's own code. */
export function databaseCode(error: unknown): string | undefined {
  const { code, meta } = shape(error);
  const original = meta?.driverAdapterError?.cause?.originalCode;
  if (typeof original === "string") return original;
  return typeof code === "string" ? code : undefined;
}

export function isUniqueViolation(error: unknown): boolean {
  const code = databaseCode(error);
  return code === "23505" || code === "P2002";
}

export function isRetryable(error: unknown): boolean {
  const code = databaseCode(error);
  return code === "40001" || code === "40P01" || code === "P2034";
}

const AWAY = /^(08|57P0)|^(53300|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|P1001|P1002|P1008|P1017)$/;
/** The pool's and the driver's own words; they carry no code. */
const AWAY_WORDS =
  /^(timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection)/;

/** Where Prisma has no code, its adapter has a word. */
const AWAY_KINDS = new Set<unknown>([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
]);

/** No connection could be had, or the one in use was lost: nothing is wrong with what was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (AWAY_KINDS.has(shape(error).meta?.driverAdapterError?.cause?.kind)) return true;
  const code = databaseCode(error);
  if (code !== undefined)
    return AWAY.test(code) || (code === "ENOENT" && Reflect.get(Object(error), "syscall") === "connect");
  return error instanceof Error && AWAY_WORDS.test(error.message);
}

/** Turns what the database says into one of our kinds; what it does not know passes through as it is. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = databaseCode(error);
  if (isUniqueViolation(error))
    return new AppError(
      "conflict",
      "Something with the same name or key exists already. Choose another, or open that one.",
      { cause: error },
    );
  if (code === "23503" || code === "P2003")
    return new AppError(
      "conflict",
      "This refers to something that no longer exists, or something still refers to it. Reload and try again.",
      { cause: error },
    );
  if (code === "P2025")
    return new AppError(
      "not_found",
      "This was not found. It may have been deleted, or it belongs to another workspace.",
      { cause: error },
    );
  if (code === "22P02" || code === "P2007")
    return new AppError("not_found", "This id has the wrong form, so nothing can have it.", { cause: error });
  if (code === "P2028" || code === "57014")
    return new AppError("limit_exceeded", "The database is busy. Nothing was changed; try again in a few seconds.", {
      cause: error,
      retryAfterMs: 2_000,
    });
  return error;
}
