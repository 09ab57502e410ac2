import { createSecretKey, type KeyObject } from "node:crypto";
import type { Preset, PresetConfig } from "./schema.ts";
import { schemeOf } from "./scheme.ts";

export type KeyParse = { ok: true; key: KeyObject } | { ok: false; message: string };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const HEX = /^([0-9a-fA-F]{2})+$/;

/** The secret as its provider shows it becomes the key that signs. Made once a secret, kept by the caller. */
export function parseSigningKey(preset: Preset, config: PresetConfig, secret: string): KeyParse {
  const { secretEncoding } = schemeOf(preset, config);
  if (secret.length < 8) return { ok: false, message: "A signing secret has at least 8 characters." };
  if (secret !== secret.trim()) return { ok: false, message: "The secret begins or ends with a space. Copy it again." };
  if (secretEncoding === "utf8") return { ok: true, key: createSecretKey(Buffer.from(secret, "utf8")) };
  if (secretEncoding === "hex") {
    if (!HEX.test(secret)) return { ok: false, message: "The secret should be hexadecimal." };
    return { ok: true, key: createSecretKey(Buffer.from(secret, "hex")) };
  }
  const text = secretEncoding === "whsec" ? secret.replace(/^whsec_/, "") : secret;
  if (!BASE64.test(text)) {
    const start = secretEncoding === "whsec" ? " and may start with whsec_" : "";
    return { ok: false, message: `The secret should be base64${start}.` };
  }
  return { ok: true, key: createSecretKey(Buffer.from(text, "base64")) };
}
