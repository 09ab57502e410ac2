import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { type KeyRing, keyRing } from "./keys.ts";

/** Where a sealed value lives: it opens nowhere else, so a row copied to another workspace or field stays shut. */
export type SealedPlace = { table: string; field: string; rowId: string; workspaceId: string };

const VERSION = 1;

function associatedData(place: SealedPlace): Buffer {
  return Buffer.from([place.table, place.field, place.rowId, place.workspaceId].join("\u0000"), "utf8");
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, aad: Buffer): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12));
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

/**
 * An envelope: version (1), length of the key id (1), key id, wrapped data key (12 + 32 + 16), sealed value.
 * The value is sealed with a data key of its own; the key-encryption key wraps only that, so rotation re-wraps 60 bytes.
 */
export function seal(plain: string, place: SealedPlace, ring: KeyRing = keyRing()): Buffer {
  const aad = associatedData(place);
  const dataKey = randomBytes(32);
  return Buffer.concat([
    header(ring.current),
    wrap(ring, ring.current, dataKey, aad),
    encrypt(dataKey, Buffer.from(plain, "utf8"), aad),
  ]);
}

export function unseal(envelope: Uint8Array, place: SealedPlace, ring: KeyRing = keyRing()): string {
  const { kid, wrapped, body } = split(envelope);
  const aad = associatedData(place);
  return decrypt(decrypt(keyOf(ring, kid), wrapped, aad), body, aad).toString("utf8");
}

/** The same envelope under the current key; the value itself is not decrypted. */
export function rewrap(envelope: Uint8Array, place: SealedPlace, ring: KeyRing = keyRing()): Buffer {
  const { kid, wrapped, body } = split(envelope);
  const aad = associatedData(place);
  const dataKey = decrypt(keyOf(ring, kid), wrapped, aad);
  return Buffer.concat([header(ring.current), wrap(ring, ring.current, dataKey, aad), body]);
}

export function keyIdOf(envelope: Uint8Array): string {
  return split(envelope).kid;
}

/** What a page may show of a secret: its last four characters and a fingerprint to compare two by. */
export function secretHint(plain: string): { lastFour: string; fingerprint: string } {
  return {
    lastFour: plain.length >= 12 ? plain.slice(-4) : "",
    fingerprint: createHash("sha256").update("interlock-fingerprint\u0000").update(plain).digest("hex").slice(0, 12),
  };
}

function header(kid: string): Buffer {
  const name = Buffer.from(kid, "utf8");
  return Buffer.concat([Buffer.from([VERSION, name.length]), name]);
}

function wrap(ring: KeyRing, kid: string, dataKey: Buffer, aad: Buffer): Buffer {
  return encrypt(keyOf(ring, kid), dataKey, aad);
}

function keyOf(ring: KeyRing, kid: string): Buffer {
  const key = ring.keys.get(kid);
  if (key === undefined)
    throw new Error(`The key "${kid}" is not in INTERLOCK_KEYS; add it back to read what was sealed with it.`);
  return key;
}

function split(envelope: Uint8Array): { kid: string; wrapped: Buffer; body: Buffer } {
  const bytes = Buffer.from(envelope.buffer, envelope.byteOffset, envelope.length);
  if (bytes.length < 2 + 60 + 28 || bytes[0] !== VERSION) throw new Error("This is not a sealed value of ours.");
  const start = 2 + bytes.readUInt8(1);
  return {
    kid: bytes.toString("utf8", 2, start),
    wrapped: bytes.subarray(start, start + 60),
    body: bytes.subarray(start + 60),
  };
}
