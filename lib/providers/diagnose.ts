import type { KeyObject } from "node:crypto";
import type { InboundRequest, Refusal } from "./read-request.ts";
import type { Preset, PresetConfig } from "./schema.ts";
import { schemeOf } from "./scheme.ts";
import { verify } from "./verify.ts";

/** `372` becomes `6 min 12 s`. */
export function sayDuration(seconds: number): string {
  const units: [name: string, size: number][] = [
    ["d", 86_400],
    ["h", 3_600],
    ["min", 60],
    ["s", 1],
  ];
  const said: string[] = [];
  let rest = seconds;
  for (const [name, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 && said.length < 2) said.push(`${count} ${name}`);
  }
  return said.length === 0 ? "0 s" : said.join(" ");
}

function compact(body: Buffer): Buffer | null {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString("utf8"))));
  } catch {
    return null;
  }
}

type Guess = { body: Buffer | null; means: string };

/** Ways in which something between the provider and us changes a body; each leaves a signature that fits. */
function guesses(body: Buffer): Guess[] {
  const withoutEnd = body.toString("latin1").replace(/[\r\n]+$/, "");
  return [
    { body: Buffer.from(withoutEnd, "latin1"), means: "a line break was added at the end of the body" },
    { body: Buffer.concat([body, Buffer.from("\n")]), means: "the line break at the end of the body was removed" },
    { body: compact(body), means: "the JSON was formatted again on its way here" },
  ];
}

function explainBadSignature(
  preset: Preset,
  config: PresetConfig,
  keys: readonly KeyObject[],
  request: InboundRequest,
): string {
  for (const { body, means } of guesses(request.rawBody)) {
    if (body === null || body.equals(request.rawBody)) continue;
    const again = verify(preset, config, keys, { ...request, rawBody: body });
    if (again.ok || again.reason !== "bad_signature")
      return `The signature fits another body: ${means}. Let the proxy pass the body through unchanged.`;
  }
  const secrets =
    keys.length === 1 ? "The active secret did not make" : `None of the ${keys.length} active secrets made`;
  return `${secrets} this signature. Compare the secret with the one that the provider shows for this endpoint.`;
}

function explainTimestamp(detail: string): string {
  if (/^\d{13,15}$/.test(detail))
    return "The timestamp looks like milliseconds, and this source expects seconds. Change the source's timestamp unit.";
  return "The timestamp is not a whole number of seconds, so the request cannot be dated. Check the sender.";
}

/** One sentence or two for the quarantine row: what was wrong, and what to look at. */
export function diagnose(
  preset: Preset,
  config: PresetConfig,
  keys: readonly KeyObject[],
  request: InboundRequest,
  { reason, detail }: Refusal,
): string {
  const scheme = schemeOf(preset, config);
  const limit = sayDuration(scheme.timestamp?.toleranceSeconds ?? 0);
  switch (reason) {
    case "no_secret":
      return "This source has no active secret, so nothing can be verified. Add the provider's signing secret.";
    case "missing_signature":
      return `The header ${detail} is missing. The sender is not this provider, or a proxy removed it.`;
    case "malformed_signature":
      return `The header ${detail} holds no ${scheme.algorithm} signature in ${scheme.encoding}. Check the source's preset.`;
    case "bad_signature":
      return explainBadSignature(preset, config, keys, request);
    case "missing_timestamp":
      return `The timestamp (${detail}) is missing, so a replay could not be told from the original.`;
    case "malformed_timestamp":
      return explainTimestamp(detail);
    case "stale_timestamp":
      return `The timestamp is ${sayDuration(Number(detail))} old; the limit is ${limit}. Check the sender's clock or a replay.`;
    case "future_timestamp":
      return `The timestamp is ${sayDuration(Number(detail))} in the future; the limit is ${limit}. Check the sender's clock and ours.`;
    case "missing_id":
      return `The request has no id (${detail}), and this source refuses requests without one.`;
    case "bad_id":
      return `The request's id cannot be used: ${detail}.`;
  }
}
