import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A unix socket's path holds 107 bytes; a long home gets a short directory in the system's temporary folder. */
export function socketDirectory(home: string): string {
  const inside = join(home, "pg", "run");
  if (Buffer.byteLength(inside) <= 80) return inside;
  return join(tmpdir(), `interlock-${createHash("sha256").update(home).digest("hex").slice(0, 8)}`);
}

export function embeddedUrl(home: string, database = "interlock"): string {
  return `postgresql://interlock@localhost/${database}?host=${encodeURIComponent(socketDirectory(home))}`;
}
