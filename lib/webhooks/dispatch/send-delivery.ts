import { newId } from "#lib/core/id.ts";
import type { Outbound } from "#lib/http/outbound/create-outbound.ts";
import type { SendResult } from "#lib/http/outbound/exchange.ts";
import type { Claimed } from "./claimed.ts";
import type { DestinationConfig } from "./destination-config.ts";
import { type Decision, decide, type Outcome, outcomeOf } from "./retry-policy.ts";
import { deliveryHeaders } from "./sign-delivery.ts";

/** A send that ended, with all that its history and attempt rows need. */
export type Finished = {
  claimed: Claimed;
  destinationName: string;
  decision: Decision;
  outcome: Outcome;
  status: number | null;
  error: string | null;
  at: Date;
  durationMs: number;
  connectMs: number | null;
  requestHeaders: string;
  responseHeaders: string | null;
  responseBody: Buffer | null;
  attemptId: string;
};

const KEEP_BYTES = 16 * 1024;
const SECRET_HEADER = /authorization|cookie|token|secret|password|api-?key|signature-key/i;

const secretNames = new Map<string, boolean>();

function isSecret(name: string): boolean {
  const known = secretNames.get(name);
  if (known !== undefined) return known;
  const found = SECRET_HEADER.test(name);
  // A destination chooses the names of its answer: remember some, not all.
  if (secretNames.size < 1_000) secretNames.set(name, found);
  return found;
}

/** What the attempt row keeps: names always, values unless the name says that they are a secret. */
export function keptHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined) continue;
    const text = Array.isArray(value) ? value.join(", ") : value;
    // jsonb has no NUL; a header should not have one either.
    kept[name] = isSecret(name) ? "[redacted]" : text.slice(0, 2_048).replaceAll("\u0000", "");
  }
  return JSON.stringify(kept);
}

export async function sendDelivery(
  claimed: Claimed,
  body: Buffer,
  config: DestinationConfig,
  outbound: Outbound,
): Promise<Finished> {
  const at = new Date();
  const headers = deliveryHeaders({
    eventId: claimed.eventId,
    traceId: claimed.traceId,
    contentType: claimed.contentType,
    body,
    keys: config.keys,
    own: config.headers,
    now: at,
  });
  const result = await outbound.send({
    url: config.url,
    method: "POST",
    headers,
    body,
    timeoutMs: config.timeoutMs,
    keepBytes: KEEP_BYTES,
  });
  const outcome = outcomeOf(result);
  const retryAfter = result.ok ? (first(result.headers["retry-after"]) ?? null) : null;
  const decision = decide(
    { outcome, status: result.status, retryAfter },
    {
      tries: claimed.attemptCount - claimed.crashes,
      schedule: config.schedule,
      now: new Date(),
      random: Math.random(),
    },
  );
  return {
    claimed,
    destinationName: config.name,
    decision,
    outcome,
    status: result.status,
    error: outcome === "success" ? null : errorText(result, outcome),
    at,
    durationMs: Math.round(result.durationMs),
    connectMs: result.connectMs === null ? null : Math.round(result.connectMs),
    requestHeaders: keptHeaders(headers),
    responseHeaders: result.ok ? keptHeaders(result.headers) : null,
    responseBody: result.ok && result.body.length > 0 ? result.body : null,
    attemptId: newId(),
  };
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function errorText(result: SendResult, outcome: Outcome): string {
  if (!result.ok) return result.message;
  if (outcome === "redirect") return `The destination answered ${result.status}. Redirects are not followed.`;
  return `The destination answered ${result.status}.`;
}
