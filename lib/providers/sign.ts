import { createHmac, type KeyObject } from "node:crypto";
import type { Preset, PresetConfig } from "./schema.ts";
import { fill, schemeOf } from "./scheme.ts";

export type ToSign = { id: string; type: string | null; body: Buffer; now: Date };

/** The headers that a provider of this preset would send: for samples, drills and our own deliveries. */
export function signRequest(
  preset: Preset,
  config: PresetConfig,
  key: KeyObject,
  { id, type, body, now }: ToSign,
): Record<string, string> {
  const scheme = schemeOf(preset, config);
  const milliseconds = scheme.timestamp?.unit === "ms";
  const timestamp = String(milliseconds ? now.getTime() : Math.floor(now.getTime() / 1000));
  const signature = createHmac(scheme.algorithm, key)
    .update(fill(scheme.before, id, timestamp))
    .update(body)
    .update(fill(scheme.after, id, timestamp))
    .digest(scheme.encoding);
  const { layout } = scheme;
  const headers: Record<string, string> = {};
  const put = (name: string | undefined, value: string) => {
    if (name !== undefined) headers[name] = value;
  };
  put(scheme.id.headers[0], id);
  if (type !== null) put(scheme.type.headers[0], type);
  if (scheme.timestamp !== null) put(scheme.timestamp.headers[0], timestamp);
  const text =
    layout.kind === "prefixed"
      ? layout.prefix + signature
      : layout.kind === "pairs"
        ? `${layout.timestampKey}=${timestamp},${layout.signatureKey}=${signature}`
        : `${layout.version},${signature}`;
  put(scheme.signatureHeaders[0], text);
  return headers;
}
