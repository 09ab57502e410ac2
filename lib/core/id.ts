import { randomBytes, randomFillSync } from "node:crypto";

let counter = 0;
let lastMs = 0;
const pool = Buffer.alloc(4096);
let used = pool.length;

/**
 * A version 7 UUID as 16 bytes: 48 bits of Unix milliseconds, then a counter that rises within one millisecond,
 * then random bits. Ids made by one process sort in the order they were made (RFC 9562, method 1).
 */
export function uuidv7Bytes(nowMs: number = Date.now()): Buffer {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMs++;
    counter = 0;
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = Buffer.allocUnsafe(16);
  id.writeUIntBE(lastMs, 0, 6);
  id.writeUInt16BE(0x7000 | counter, 6);
  pool.copy(id, 8, used, used + 8);
  used += 8;
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  return id;
}

export function uuidText(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function newId(): string {
  return uuidText(uuidv7Bytes());
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The moment a version 7 id was made; partitions of the hot tables are cut along it. */
export function idTime(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/** The smallest id of a moment, for range conditions and partition bounds. */
export function idFloor(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** A secret token of 256 bits in URL-safe text. */
export function randomToken(prefix = ""): string {
  return prefix + randomBytes(32).toString("base64url");
}
