import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import {
  decodeSignature,
  type InboundRequest,
  LazyBody,
  type Refusal,
  readHeader,
  readId,
  readSignatures,
  readTimestamp,
  readType,
} from "./read-request.ts";
import type { Preset, PresetConfig, RefusalReason } from "./schema.ts";
import { fill, type Scheme, schemeOf } from "./scheme.ts";

type Verified = { ok: true; externalId: string; type: string | null; secretIndex: number };
export type Refused = { ok: false } & Refusal;
export type Verification = Verified | Refused;

function refuse(reason: RefusalReason, detail = ""): Refused {
  return { ok: false, reason, detail };
}

function findKey(
  scheme: Scheme,
  keys: readonly KeyObject[],
  candidates: readonly Buffer[],
  before: string,
  body: Buffer,
  after: string,
): number {
  for (const [index, key] of keys.entries()) {
    const hmac = createHmac(scheme.algorithm, key);
    if (before !== "") hmac.update(before);
    hmac.update(body);
    if (after !== "") hmac.update(after);
    const digest = hmac.digest();
    for (const candidate of candidates) if (timingSafeEqual(digest, candidate)) return index;
  }
  return -1;
}

function checkFreshness(sentAt: number, now: number, toleranceSeconds: number): Refused | null {
  const age = Math.round((now - sentAt) / 1000);
  if (age > toleranceSeconds) return refuse("stale_timestamp", String(age));
  if (-age > toleranceSeconds) return refuse("future_timestamp", String(-age));
  return null;
}

/**
 * Whether a request was made by someone who holds one of the secrets, and what it calls itself.
 * Works on the raw bytes, touches no database and throws for nothing that a stranger can send.
 */
export function verify(
  preset: Preset,
  config: PresetConfig,
  keys: readonly KeyObject[],
  request: InboundRequest,
): Verification {
  const scheme = schemeOf(preset, config);
  if (keys.length === 0) return refuse("no_secret");
  const header = readHeader(request.headers, scheme.signatureHeaders);
  if (header === null || header.trim() === "") return refuse("missing_signature", scheme.signatureHeaders[0]);

  const found = readSignatures(header, scheme.layout);
  const candidates: Buffer[] = [];
  for (const text of found.signatures) {
    const bytes = decodeSignature(text, scheme);
    if (bytes !== null) candidates.push(bytes);
  }
  if (candidates.length === 0) return refuse("malformed_signature", scheme.signatureHeaders[0]);

  let timestamp = "";
  let sentAt = 0;
  if (scheme.timestamp !== null) {
    timestamp = found.timestamp ?? readHeader(request.headers, scheme.timestamp.headers) ?? "";
    if (timestamp === "") return refuse("missing_timestamp", scheme.timestamp.headers[0] ?? "t=");
    const time = readTimestamp(timestamp, scheme.timestamp.unit);
    if (time === null) return refuse("malformed_timestamp", timestamp.slice(0, 32));
    sentAt = time;
  }

  const body = new LazyBody(request.rawBody);
  let id = scheme.id.signed ? readId(scheme, request, body) : null;
  if (id !== null && !id.ok) return id;
  const signedId = id?.id ?? "";
  const before = fill(scheme.before, signedId, timestamp);
  const after = fill(scheme.after, signedId, timestamp);
  const secretIndex = findKey(scheme, keys, candidates, before, request.rawBody, after);
  if (secretIndex < 0) return refuse("bad_signature", String(keys.length));

  if (scheme.timestamp !== null) {
    const late = checkFreshness(sentAt, request.now.getTime(), scheme.timestamp.toleranceSeconds);
    if (late !== null) return late;
  }
  id ??= readId(scheme, request, body);
  if (!id.ok) return id;
  return { ok: true, externalId: id.id, type: readType(scheme, request, body), secretIndex };
}
