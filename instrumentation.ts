import type { Instrumentation } from "next";

/** Runs once, before the first request is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { notePeerAddress } = await import("#lib/web/peer-address.ts");
  notePeerAddress();
  const { startProcessMetrics } = await import("#lib/log/process-metrics.ts");
  startProcessMetrics();
}

/** Next also compiles this file for its edge runtime, which we never run and which has no logger. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("#lib/web/log-request-error.ts");
  logRequestError(error, request, context);
};
