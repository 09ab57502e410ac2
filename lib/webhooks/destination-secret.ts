import { randomBytes } from "node:crypto";
import { newId } from "#lib/core/id.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import type { Tx } from "#lib/db/tx.ts";

/** Makes a signing secret, seals it, and answers the one text that is ever shown. */
export async function addDestinationSecret(tx: Tx, workspaceId: string, destinationId: string): Promise<string> {
  const secret = `whsec_${randomBytes(32).toString("base64")}`;
  const id = newId();
  const sealed = new Uint8Array(seal(secret, { table: "destination_secret", field: "sealed", rowId: id, workspaceId }));
  await tx.destinationSecret.create({ data: { id, workspaceId, destinationId, sealed, ...secretHint(secret) } });
  return secret;
}
