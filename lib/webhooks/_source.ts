import "server-only";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import type { Source } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { parseSigningKey } from "#lib/providers/signing-key.ts";
import { presetConfigOf } from "./ingest/load-sources.ts";

export function writePermission({ environment }: { environment: "test" | "live" }) {
  return environment === "live" ? ("webhooks:write-live" as const) : ("webhooks:write-test" as const);
}

/** The source of this workspace; writing to a live one asks for the live permission as well. */
export async function loadSource(tx: Tx, ctx: Ctx, id: string): Promise<Source> {
  const row = await tx.source.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null } });
  if (row === null) throw notFound("This source");
  return row;
}

export async function loadSourceToWrite(tx: Tx, ctx: Ctx, id: string): Promise<Source> {
  const row = await loadSource(tx, ctx, id);
  authorize(ctx, writePermission(row));
  return row;
}

/** What the audit log keeps of a source: no key, because the address alone lets anyone fill the quarantine. */
export function sourceAudit(row: Source): Record<string, unknown> {
  const { name, preset, scheme, toleranceSeconds, dedupeKey, dedupeTtlHours, ackMode, maxBodyBytes, ratePerS, state } =
    row;
  return { name, preset, scheme, toleranceSeconds, dedupeKey, dedupeTtlHours, ackMode, maxBodyBytes, ratePerS, state };
}

export function sourceAuditFacts(row: Source) {
  return {
    entityType: "source",
    entityId: row.id,
    label: row.name,
    integrationId: row.integrationId,
    environment: row.environment,
  };
}

/** Seals one more secret of a source, after the preset has said that it can be a key at all. */
export async function insertSecret(
  tx: Tx,
  source: Source,
  secret: string,
): Promise<{ id: string; fingerprint: string; lastFour: string }> {
  const { preset, config } = presetConfigOf(source);
  const parsed = parseSigningKey(preset, config, secret);
  if (!parsed.ok) throw invalid(parsed.message, { secret: [parsed.message], secrets: [parsed.message] });
  const id = newId();
  const hint = secretHint(secret);
  const known = await tx.sourceSecret.findFirst({
    where: { sourceId: source.id, fingerprint: hint.fingerprint, retiresAt: null },
  });
  if (known !== null) {
    const message = "This source has this secret already. Nothing was changed.";
    throw invalid(message, { secret: [message], secrets: [message] });
  }
  const place = { table: "source_secret", field: "sealed", rowId: id, workspaceId: source.workspaceId };
  await tx.sourceSecret.create({
    data: {
      id,
      workspaceId: source.workspaceId,
      sourceId: source.id,
      sealed: Uint8Array.from(seal(secret, place)),
      ...hint,
    },
  });
  return { id, ...hint };
}
