import "server-only";
import type { Instrumentation } from "next";
import { makeLogger } from "#lib/log/logger.ts";
import { TRACE_HEADER } from "./request.ts";

type Given = Parameters<Instrumentation.onRequestError>;

const log = makeLogger("web");

/** Every error that a page, route or action did not foresee, under the reference that the person sees. */
export function logRequestError(error: Given[0], request: Given[1], context: Given[2]): void {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  const trace = request.headers[TRACE_HEADER];
  log.error(
    {
      event: "request.failed",
      ref: digest,
      traceId: typeof trace === "string" ? trace : undefined,
      method: request.method,
      route: context.routePath,
      kind: context.routeType,
      err: error,
    },
    "A request failed for a reason that nobody foresaw.",
  );
}
