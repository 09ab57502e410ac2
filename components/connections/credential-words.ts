import type { CredentialDto, KeyMode } from "#lib/connections/schema.ts";
import type { ConnectionAuth, CredentialKind } from "#lib/connections/words.ts";

export const kindWords: Record<CredentialKind, string> = {
  api_key: "API key",
  bearer: "Bearer token",
  basic: "User name and password",
  hmac_secret: "Signing secret",
};

export const authWords: Record<ConnectionAuth, string> = {
  none: "No credential",
  bearer: "Authorization: Bearer",
  basic: "Authorization: Basic",
  header: "A header of its own",
};

export const keyModeWords: Record<KeyMode, string> = {
  test: "test key",
  live: "live key",
  unmarked: "carries no mode",
  unknown: "not read yet",
};

/** How a credential is told apart without its value. */
export function hintOf(credential: Pick<CredentialDto, "reference" | "lastFour">): string {
  if (credential.reference !== null) return credential.reference;
  return credential.lastFour === "" ? "sealed" : `…${credential.lastFour}`;
}
