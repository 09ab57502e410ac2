import type { KeyObject } from "node:crypto";
import type { Preset, PresetConfig } from "#lib/providers/schema.ts";
import { schemeOf } from "#lib/providers/scheme.ts";
import { signRequest } from "#lib/providers/sign.ts";

/** How the source under test signs, opened for the time of the drill. */
export type DrillSource = { preset: Preset; config: PresetConfig; key: KeyObject; url: string };
export type DrillRequest = { body: Buffer; headers: Record<string, string> };

const TIMEOUT_MS = 15_000;

/** An event as this provider would send it, with a type that only drills use. */
export function drillRequest(
  source: DrillSource,
  { id, type, now }: { id: string; type: string; now: Date },
): DrillRequest {
  const scheme = schemeOf(source.preset, source.config);
  const payload: Record<string, unknown> = {
    id,
    object: "event",
    type,
    livemode: false,
    created: Math.floor(now.getTime() / 1000),
    data: { object: { id: `drill_${id}`, object: "drill" } },
  };
  put(payload, scheme.id.path, id);
  put(payload, scheme.type.path, type);
  const body = Buffer.from(JSON.stringify(payload));
  const headers = signRequest(source.preset, source.config, source.key, { id, type, body, now });
  return { body, headers: { ...headers, "content-type": "application/json", "user-agent": "Interlock-Drill" } };
}

function put(payload: Record<string, unknown>, path: readonly string[] | null, value: string): void {
  if (path === null || path.length === 0) return;
  const last = path.length - 1;
  let at = payload;
  for (const name of path.slice(0, last)) {
    const inner = at[name];
    const next: Record<string, unknown> = typeof inner === "object" && inner !== null ? { ...inner } : {};
    at[name] = next;
    at = next;
  }
  at[path[last] ?? ""] = value;
}

export function withoutSignature(source: DrillSource, { body, headers }: DrillRequest): DrillRequest {
  const { signatureHeaders } = schemeOf(source.preset, source.config);
  const kept = Object.entries(headers).filter(([name]) => !signatureHeaders.includes(name.toLowerCase()));
  return { body, headers: Object.fromEntries(kept) };
}

export function tampered({ body, headers }: DrillRequest): DrillRequest {
  return { body: Buffer.from(body.toString("utf8").replace("false", "true ")), headers };
}

/** Null when this provider signs no time, so that nothing can be stale. */
export function staleMoment(source: DrillSource, now: Date): Date | null {
  const { timestamp } = schemeOf(source.preset, source.config);
  return timestamp === null ? null : new Date(now.getTime() - (timestamp.toleranceSeconds + 60) * 1000);
}

/** Over real HTTP to the gateway's own address, which comes from the environment and not from a person. */
export async function post(source: DrillSource, request: DrillRequest): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(source.url, {
    method: "POST",
    headers: request.headers,
    body: new Uint8Array(request.body),
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  try {
    return { status: response.status, answer: JSON.parse(text) };
  } catch {
    return { status: response.status, answer: null };
  }
}
