import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";
import { readableFacts } from "./push-policy.ts";

export type PushedRow = {
  key: string;
  environment: "test" | "live";
  value: unknown;
  observedAt: Date;
  expiresAt: Date;
  sourceUrl: string | null;
  sha: string;
  pushedByLabel: string;
};

/** The newest of each key in each environment, the newest of all last. */
export async function newestPushed(
  tx: Tx,
  { workspaceId, integrationId }: { workspaceId: string; integrationId: string },
): Promise<PushedRow[]> {
  const rows = await tx.$queryRaw<PushedRow[]>`
    select distinct on (key, environment) key, environment, value, observed_at as "observedAt",
      expires_at as "expiresAt", source_url as "sourceUrl", sha, pushed_by_label as "pushedByLabel"
    from pushed_fact
    where integration_id = ${integrationId}::uuid and workspace_id = ${workspaceId}::uuid
    order by key, environment, observed_at desc, id desc`;
  return rows.sort((a, b) => a.observedAt.getTime() - b.observedAt.getTime());
}

/** What CI and connectors say. Of one key the newest counts, whichever environment it was observed in. */
export async function pushedFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const newest = new Map((await newestPushed(tx, scope)).map((row) => [row.key, row]));
  return [...newest.values()].flatMap((row) =>
    readableFacts(row.key, row.value).map(([key, value]) => ({
      key,
      value,
      observedAt: row.observedAt,
      expiresAt: row.expiresAt,
      source: sourceOf(row),
      ...(row.sourceUrl === null ? {} : { link: row.sourceUrl }),
      ...(row.sha === "" ? {} : { sha: row.sha }),
    })),
  );
}

export function sourceOf({ pushedByLabel, environment }: PushedRow): string {
  return `pushed by ${pushedByLabel}, ${environment}`;
}
