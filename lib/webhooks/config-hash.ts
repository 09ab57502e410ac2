import { createHash } from "node:crypto";
import type { Tx } from "#lib/db/tx.ts";

/**
 * What a drill ran against: how the source verifies, dedupes and answers, its active secrets and its routes.
 * Names and rows made by a drill do not count. Null when the source is gone.
 */
export async function webhookConfigHash(
  tx: Tx,
  { workspaceId, sourceId }: { workspaceId: string; sourceId: string },
): Promise<string | null> {
  const source = await tx.source.findFirst({
    where: { id: sourceId, workspaceId, deletedAt: null },
    select: {
      preset: true,
      scheme: true,
      toleranceSeconds: true,
      dedupeKey: true,
      dedupeTtlHours: true,
      ackMode: true,
      maxBodyBytes: true,
      state: true,
      secrets: { select: { fingerprint: true, retiresAt: true }, orderBy: { id: "asc" } },
      routes: {
        where: { deletedAt: null, isDrill: false },
        orderBy: { id: "asc" },
        select: {
          id: true,
          action: true,
          eventTypes: true,
          enabled: true,
          destination: { select: { url: true, retrySchedule: true, timeoutMs: true } },
        },
      },
    },
  });
  if (source === null) return null;
  return createHash("sha256").update(JSON.stringify(source)).digest("hex").slice(0, 12);
}

/** One hash over every source of an integration, for the evidence of its checklist. Empty without sources. */
export async function integrationConfigHash(
  tx: Tx,
  { workspaceId, integrationId }: { workspaceId: string; integrationId: string },
): Promise<string> {
  const sources = await tx.source.findMany({
    where: { workspaceId, integrationId, deletedAt: null },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const hash = createHash("sha256");
  for (const { id } of sources) hash.update((await webhookConfigHash(tx, { workspaceId, sourceId: id })) ?? "");
  return sources.length === 0 ? "" : hash.digest("hex").slice(0, 12);
}
