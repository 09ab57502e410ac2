import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";
import { webhookConfigHash } from "#lib/webhooks/config-hash.ts";

/** The newest finished run of each kind, and whether what it ran against is still what is configured. */
export async function drillFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const runs = await tx.drillRun.findMany({
    where: {
      workspaceId: scope.workspaceId,
      integrationId: scope.integrationId,
      state: { in: ["passed", "failed"] },
      finishedAt: { not: null },
    },
    orderBy: { finishedAt: "desc" },
    distinct: ["kind"],
    select: { kind: true, state: true, configHash: true, finishedAt: true, expiresAt: true, sourceId: true },
  });
  const seen: Observation[] = [];
  for (const run of runs) {
    if (run.finishedAt === null) continue;
    const expires = run.expiresAt === null ? {} : { expiresAt: run.expiresAt };
    const base = {
      ...expires,
      observedAt: run.finishedAt,
      source: "drill_run",
      link: `/integrations/${scope.slug}/drills`,
    };
    seen.push({ ...base, key: `drill.${run.kind}.passed`, value: run.state === "passed" });
    if (run.sourceId === null) continue;
    const now = await webhookConfigHash(tx, { workspaceId: scope.workspaceId, sourceId: run.sourceId });
    seen.push({ ...base, key: `drill.${run.kind}.current`, value: now === run.configHash });
  }
  return seen;
}
