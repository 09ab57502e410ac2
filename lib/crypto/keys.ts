import "server-only";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env, homePath } from "#lib/env.ts";

export type KeyRing = { current: string; keys: ReadonlyMap<string, Buffer> };

/** What no start may go on with; the message names the variable and what to give. */
export class WrongKeys extends Error {}

/** `kid:base64,kid:base64`; the first is the one that new envelopes are sealed with. */
export function parseKeys(text: string): KeyRing {
  const keys = new Map<string, Buffer>();
  for (const part of text.split(",")) {
    const [kid, encoded] = [part.slice(0, part.indexOf(":")).trim(), part.slice(part.indexOf(":") + 1).trim()];
    const key = Buffer.from(encoded, "base64");
    if (kid === "" || key.length !== 32)
      throw new WrongKeys(`INTERLOCK_KEYS: the key "${kid}" has ${key.length} bytes; 32 bytes in base64 are needed.`);
    if (keys.has(kid)) throw new WrongKeys(`INTERLOCK_KEYS: the key id "${kid}" stands twice.`);
    keys.set(kid, key);
  }
  const current = keys.keys().next().value;
  if (current === undefined) throw new WrongKeys("INTERLOCK_KEYS: no key given.");
  return { current, keys };
}

export function makeKey(kid: string): string {
  return `${kid}:${randomBytes(32).toString("base64")}`;
}

/** False only before the very first start, which may make keys. */
export function keysAreKept(): boolean {
  return env().INTERLOCK_KEYS !== undefined || existsSync(join(env().INTERLOCK_HOME, "keys"));
}

/** With a database of your own the keys must be given: a generated file beside the wrong data would lock it for good. */
export function loadKeys(): KeyRing {
  const { INTERLOCK_KEYS, INTERLOCK_HOME, DATABASE_URL } = env();
  if (INTERLOCK_KEYS !== undefined) return parseKeys(INTERLOCK_KEYS);
  const kept = join(INTERLOCK_HOME, "keys");
  if (existsSync(kept)) return parseKeys(readFileSync(kept, "utf8").trim());
  if (DATABASE_URL !== undefined)
    throw new WrongKeys(
      `INTERLOCK_KEYS: needed with DATABASE_URL. Give those that it was written with; for a new database make one with: echo "k1:$(openssl rand -base64 32)"`,
    );
  const file = homePath("keys");
  writeFileSync(file, `${makeKey("k1")}\n`, { mode: 0o600, flag: "wx" });
  return parseKeys(readFileSync(file, "utf8").trim());
}

let ring: KeyRing | undefined;

export function keyRing(): KeyRing {
  ring ??= loadKeys();
  return ring;
}
