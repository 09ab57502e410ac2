import "server-only";
import { keyIdOf, seal } from "#lib/crypto/seal.ts";
import { hintOf, placeOf } from "./read-secret.ts";

type Given = { value?: string | undefined; reference?: string | undefined };

/** The columns of a secret. A reference is not followed here: only the process that uses it reads it. */
export function storedSecret(row: { id: string; workspaceId: string }, given: Given) {
  if (given.value === undefined)
    return {
      reference: given.reference ?? null,
      sealed: null,
      keyId: null,
      lastFour: "",
      fingerprint: "",
      keyMode: "unknown",
    };
  const sealed = seal(given.value, placeOf(row));
  return { reference: null, sealed: Uint8Array.from(sealed), keyId: keyIdOf(sealed), ...hintOf(given.value) };
}
