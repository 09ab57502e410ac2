import "server-only";
import { open, realpath } from "node:fs/promises";
import { sep } from "node:path";
import { secretHint, unseal } from "#lib/crypto/seal.ts";
import { env, referencedVariable } from "#lib/env.ts";
import { keyModeOf } from "./key-mode.ts";
import type { KeyMode } from "./schema.ts";

export type StoredSecret = {
  id: string;
  workspaceId: string;
  reference: string | null;
  sealed: Uint8Array | null;
};
export type SecretHint = { lastFour: string; fingerprint: string; keyMode: KeyMode };
export type SecretReading = { ok: true; value: string; hint: SecretHint } | { ok: false; problem: string };

const MAX_BYTES = 8_192;
/** Places whose files are the machine's own business, never a provider's secret. */
const CLOSED = ["/proc", "/sys", "/dev"];
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
const ONE_LINE = /^[^\u0000-\u001f\u007f]+$/;

export function hintOf(value: string): SecretHint {
  return { ...secretHint(value), keyMode: keyModeOf(value) };
}

export function placeOf(row: Pick<StoredSecret, "id" | "workspaceId">) {
  return { table: "credential", field: "sealed", rowId: row.id, workspaceId: row.workspaceId };
}

function isInside(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

/** One answer for missing, unreadable and closed: the difference would tell which files exist. */
async function readSecretFile(path: string): Promise<string | null> {
  try {
    const real = await realpath(path);
    const home = await realpath(env().INTERLOCK_HOME).catch(() => env().INTERLOCK_HOME);
    if ([...CLOSED, home].some((directory) => isInside(real, directory))) return null;
    const file = await open(real, "r");
    try {
      const { size } = await file.stat();
      if (size > MAX_BYTES) return null;
      const text = (await file.readFile("utf8")).replace(/\r?\n$/, "");
      return ONE_LINE.test(text) ? text : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

async function follow(reference: string): Promise<SecretReading> {
  const [scheme] = reference.split(":", 1);
  const rest = reference.slice((scheme?.length ?? 0) + 1);
  const value = scheme === "env" ? referencedVariable(rest) : await readSecretFile(rest);
  if (value !== null && value !== undefined && ONE_LINE.test(value)) return { ok: true, value, hint: hintOf(value) };
  const problem =
    scheme === "env"
      ? `The variable ${rest} is not set for this process. Set it where Interlock is started, and start again.`
      : `The file ${rest} holds no secret that this process can read: one line, at most 8 kB, outside Interlock's own folder.`;
  return { ok: false, problem };
}

/** The value, read where it is used and kept nowhere. Give it to the call and let it go. */
export async function readSecret(row: StoredSecret): Promise<SecretReading> {
  if (row.reference !== null) return follow(row.reference);
  if (row.sealed === null) return { ok: false, problem: "The credential has no value. Rotate it to give it one." };
  try {
    const value = unseal(row.sealed, placeOf(row));
    return { ok: true, value, hint: hintOf(value) };
  } catch {
    return {
      ok: false,
      problem: "The stored value cannot be opened with the keys of this process. Check INTERLOCK_KEYS.",
    };
  }
}
