import "server-only";
import { createHash } from "node:crypto";

/** A short name for what a page shows; a poll that answers another one means that something changed. */
export function versionOf(shown: unknown): string {
  return createHash("sha256").update(JSON.stringify(shown)).digest("base64url").slice(0, 16);
}
