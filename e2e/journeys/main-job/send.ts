import { randomBytes } from "node:crypto";
import type { Signed } from "#lib/testing/signed-requests.ts";

/** What a provider does: a plain POST, without anything of the browser. */
export async function send(url: string, { headers, body }: Signed): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(url, { method: "POST", headers, body: new Uint8Array(body) });
  return { status: response.status, answer: await response.json() };
}

export function makeSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}
