import { env } from "#lib/env.ts";

/** What a person needs to know when everything is up. */
export async function seedFirstStart(_say: (line: string) => void): Promise<string[]> {
  const settings = env();
  return ["", `  Control room   ${settings.PUBLIC_URL}`, `  Gateway        ${settings.GATEWAY_PUBLIC_URL}`, ""];
}
