import type { IncomingMessage, ServerResponse } from "node:http";
import { diagnose } from "#lib/providers/diagnose.ts";
import type { InboundRequest } from "#lib/providers/read-request.ts";
import { type Refused, verify } from "#lib/providers/verify.ts";
import type { IncomingEvent, IntakeLog, IntakeOutcome } from "#lib/webhooks/ingest/intake-log.ts";
import { keepHeaders } from "#lib/webhooks/ingest/keep-headers.ts";
import { activeKeys, type IngestSource, type SourceKey } from "#lib/webhooks/ingest/load-sources.ts";
import { makeEvent } from "#lib/webhooks/ingest/make-event.ts";
import type { QuarantineLog } from "#lib/webhooks/ingest/quarantine-log.ts";
import {
  bodyBytes,
  boundedLabel,
  type IngestOutcome,
  observeRequest,
  quarantineOverflow,
  signatureFailures,
} from "./metrics.ts";
import type { RateLimit } from "./rate-limit.ts";
import { readBody } from "./read-body.ts";
import { reply, replyError, replyUnavailable } from "./reply.ts";
import type { SourceCache } from "./source-cache.ts";
import type { TouchLog } from "./touch-log.ts";

export type IngestParts = {
  cache: SourceCache;
  intake: IntakeLog;
  quarantine: QuarantineLog;
  touches: TouchLog;
  limits: RateLimit;
};

const PREFIX = "/in/";
const KEY = /^[A-Za-z0-9_-]{16,128}$/;
const CLOSE = ["connection", "close"] as const;
const LINGER_MS = 1_000;
const CONTENT_TYPE_MAX = 255;

/** One request on its way: cheap refusals first, then the body, the signature, and the group commit. */
export function makeIngest(parts: IngestParts) {
  return (request: IncomingMessage, response: ServerResponse, path: string): void | Promise<void> => {
    const startedAt = performance.now();
    const key = path.slice(PREFIX.length);
    if (!KEY.test(key)) return refuseUnknown(request, response, startedAt);
    const source = parts.cache.find(key);
    if (source !== undefined) return receive(parts, source, request, response, startedAt);
    return lookUpAndReceive(parts, key, request, response, startedAt);
  };
}

async function lookUpAndReceive(
  parts: IngestParts,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
  startedAt: number,
): Promise<void> {
  const found = await parts.cache.lookUp(key);
  if (found === "unknown") {
    observeRequest("unknown", "error", startedAt);
    request.resume();
    return replyUnavailable(response);
  }
  if (found === undefined) return refuseUnknown(request, response, startedAt);
  receive(parts, found, request, response, startedAt);
}

function refuseUnknown(request: IncomingMessage, response: ServerResponse, startedAt: number): void {
  observeRequest("unknown", "invalid", startedAt);
  refuseUnread(request, response, 404, "not_found", "There is no source at this address.");
}

/** Answers before the body was read. What still comes is thrown away for a second, so that the answer arrives. */
function refuseUnread(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: string,
  message: string,
  extra: readonly string[] = [],
): void {
  replyError(response, status, error, message, [...CLOSE, ...extra]);
  request.resume();
  const timer = setTimeout(() => request.destroy(), LINGER_MS);
  request.on("close", () => clearTimeout(timer));
}

function receive(
  parts: IngestParts,
  source: IngestSource,
  request: IncomingMessage,
  response: ServerResponse,
  startedAt: number,
) {
  const label = boundedLabel(source.id);
  const count = (outcome: IngestOutcome) => observeRequest(label, outcome, startedAt);
  const tooLarge = () => {
    count("too_large");
    refuseUnread(request, response, 413, "too_large", `A body may have ${source.maxBodyBytes} bytes here.`);
  };
  const { headers } = request;
  const encoding = headers["content-encoding"];
  if (encoding !== undefined && encoding !== "identity") {
    count("invalid");
    return refuseUnread(request, response, 415, "unsupported_encoding", "Send the body without content-encoding.");
  }
  if (Number(headers["content-length"] ?? 0) > source.maxBodyBytes) return tooLarge();
  if (source.ratePerS !== null) {
    const wait = parts.limits.take(source.id, source.ratePerS, Date.now());
    if (wait > 0) {
      count("rate_limited");
      return refuseUnread(
        request,
        response,
        429,
        "rate_limited",
        `This source takes ${source.ratePerS} requests a second.`,
        ["retry-after", String(wait)],
      );
    }
  }
  readBody(request, source.maxBodyBytes, (reading) => {
    switch (reading.kind) {
      case "whole":
        return take(parts, source, request, response, reading.body, count);
      case "too_large":
        return tooLarge();
      case "too_busy":
        count("error");
        return refuseUnread(request, response, 503, "unavailable", "Too much is under way. Send it again.", [
          "retry-after",
          "2",
        ]);
      case "broken":
        return count("invalid");
    }
  });
}

function take(
  parts: IngestParts,
  source: IngestSource,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  count: (outcome: IngestOutcome) => void,
) {
  const nowMs = Date.now();
  const keys = activeKeys(source, nowMs);
  if (keys.length === 0 && source.sealed) {
    count("error");
    return replyUnavailable(response);
  }
  const inbound: InboundRequest = { method: "POST", headers: request.headers, rawBody: body, now: new Date(nowMs) };
  const result = verify(source.preset, source.config, keys.map(keyOf), inbound);
  if (!result.ok) return refuse(parts, source, request, response, inbound, keys, result, count);

  bodyBytes.observe(body.length);
  const event = makeEvent({
    source,
    externalId: result.externalId,
    type: result.type,
    contentType: request.headers["content-type"]?.slice(0, CONTENT_TYPE_MAX) ?? null,
    headers: keepHeaders(request.rawHeaders),
    body,
    receivedAtMs: nowMs,
  });
  const taken = parts.intake.submit(event, (outcome) => {
    if (outcome.kind === "conflict") keepConflict(parts, event, outcome.eventId);
    answer(source, response, outcome, count);
  });
  if (!taken) {
    count("error");
    return replyUnavailable(response);
  }
  const used = keys[result.secretIndex];
  parts.touches.seen(source.id, used?.secretId, nowMs);
}

function keyOf({ key }: SourceKey) {
  return key;
}

function answer(
  { ackMode }: IngestSource,
  response: ServerResponse,
  outcome: IntakeOutcome,
  count: (outcome: IngestOutcome) => void,
) {
  switch (outcome.kind) {
    case "stored":
      count("accepted");
      return reply(response, ackMode === "sync_200" ? 200 : 202, { id: outcome.eventId });
    case "duplicate":
      count("duplicate");
      return reply(response, 200, { id: outcome.eventId, duplicate: true });
    case "conflict":
      count("conflict");
      return replyError(
        response,
        409,
        "conflict",
        "An event with this id is stored already, with another body. The first one is kept.",
      );
    case "unavailable":
      count("error");
      return replyUnavailable(response);
  }
}

/** Signed by the provider, yet not what was stored under this id before: a person should look at both. */
function keepConflict(parts: IngestParts, event: IncomingEvent, eventId: string): void {
  const { source, externalId, contentType, headers, body, receivedAtMs } = event;
  const kept = parts.quarantine.add(
    {
      source,
      reason: "conflict",
      explain: () =>
        `The signature fits, but the id ${externalId} was stored with another body before, as the event ${eventId}. That one is kept. Ask the provider why one id has two bodies.`,
      contentType,
      headers: () => headers,
      body,
    },
    receivedAtMs,
  );
  if (!kept) quarantineOverflow.labels(boundedLabel(source.id)).inc();
}

/** The sender learns only that it was refused; the reason and what to do about it are in the quarantine. */
function refuse(
  parts: IngestParts,
  source: IngestSource,
  request: IncomingMessage,
  response: ServerResponse,
  inbound: InboundRequest,
  keys: readonly SourceKey[],
  refused: Refused,
  count: (outcome: IngestOutcome) => void,
) {
  const label = boundedLabel(source.id);
  signatureFailures.labels(label, refused.reason).inc();
  const kept = parts.quarantine.add(
    {
      source,
      reason: refused.reason,
      explain: () => diagnose(source.preset, source.config, keys.map(keyOf), inbound, refused),
      contentType: request.headers["content-type"]?.slice(0, CONTENT_TYPE_MAX) ?? null,
      headers: () => keepHeaders(request.rawHeaders),
      body: inbound.rawBody,
    },
    inbound.now.getTime(),
  );
  if (!kept) quarantineOverflow.labels(label).inc();
  if (refused.reason === "bad_id" || refused.reason === "missing_id") {
    count("invalid");
    return replyError(response, 400, "invalid_id", "The request's id is missing or cannot be used.");
  }
  count("bad_signature");
  replyError(response, 401, "unauthorized", "The signature was not accepted.");
}
