import type { Dispatcher } from "undici";
import { OutboundError } from "./errors.ts";
import { Exchange, type SendResult } from "./exchange.ts";
import type { Exposure } from "./policy.ts";
import type { Target } from "./target.ts";

export type SendRequest = {
  url: string;
  method?: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  headers?: Readonly<Record<string, string>>;
  body?: Buffer | string | null;
  /** Shortens the total deadline, never lengthens the socket limits. */
  timeoutMs?: number;
  /** How much of the answer to keep, at most 64 kB. */
  keepBytes?: number;
  signal?: AbortSignal;
};

export type ExchangeRules = {
  now: () => number;
  totalMs: number;
  connectMs: () => number | null;
  exposureOf: (target: Target) => Exposure;
};

const KEEP_BYTES = 16 * 1024;
const MAX_BYTES = 64 * 1024;

/** Sends one checked request and settles with an answer, a failure or the deadline. Never rejects. */
export function runExchange(
  dispatcher: Dispatcher,
  target: Target,
  request: SendRequest,
  rules: ExchangeRules,
): Promise<SendResult> {
  const { promise, resolve } = Promise.withResolvers<SendResult>();
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const exchange = new Exchange(
    { keepBytes: Math.min(request.keepBytes ?? KEEP_BYTES, MAX_BYTES), maxBytes: MAX_BYTES },
    {
      now: rules.now,
      connectMs: rules.connectMs,
      exposure: () => rules.exposureOf(target),
      settle: (result) => {
        clearTimeout(timer);
        if (onAbort) request.signal?.removeEventListener("abort", onAbort);
        resolve(result);
      },
    },
  );
  const totalMs = Math.min(request.timeoutMs ?? rules.totalMs, rules.totalMs);
  timer = setTimeout(() => {
    const message = `The destination did not answer within ${totalMs / 1000} s.`;
    exchange.giveUp(new OutboundError("timeout", "DEADLINE", message));
  }, totalMs);
  if (request.signal) {
    onAbort = () => exchange.giveUp(new OutboundError("aborted", "ABORTED", "The call was stopped."));
    if (request.signal.aborted) onAbort();
    else request.signal.addEventListener("abort", onAbort, { once: true });
  }
  dispatcher.dispatch(
    {
      origin: target.origin,
      path: target.path,
      method: request.method ?? "POST",
      headers: request.headers ?? {},
      body: request.body ?? null,
    },
    exchange,
  );
  return promise;
}
