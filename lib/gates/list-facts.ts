import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { collectFacts } from "./collect-facts.ts";
import { wantedFacts } from "./evaluate-integration.ts";
import { newestPushed, type PushedRow, sourceOf } from "./pushed-facts.ts";
import type { Fact } from "./rules.ts";
import type { FactDto } from "./schema.ts";

/** What is seen of one integration at this moment: what its rules read here, and everything that was pushed. */
export async function listFacts(ctx: Ctx, slug: string): Promise<FactDto[]> {
  authorize(ctx, "workspace:read");
  return withTransaction(async (tx) => {
    const integration = await tx.integration.findFirst({
      where: { workspaceId: ctx.workspaceId, slug, archivedAt: null },
      select: { id: true, slug: true },
    });
    if (integration === null) throw notFound("This integration");
    const owned = { workspaceId: ctx.workspaceId, integrationId: integration.id };
    const items = await tx.checklistItem.findMany({ where: owned, select: { rule: true } });
    const keys = [...wantedFacts(items)].filter((key) => !key.startsWith("ext."));
    const native = await collectFacts(tx, ctx, integration, new Set(keys));
    const pushed = await newestPushed(tx, owned);
    return [...[...native.values()].map(toNativeDto), ...pushed.map(toPushedDto)].sort((a, b) =>
      a.key < b.key ? -1 : a.key > b.key ? 1 : 0,
    );
  });
}

function toNativeDto(fact: Fact): FactDto {
  const base = { key: fact.key, environment: null, sha: null, pushed: false };
  if ("error" in fact)
    return { ...base, value: null, observedAt: null, expiresAt: null, source: null, link: null, error: fact.error };
  return {
    ...base,
    value: fact.value,
    observedAt: fact.observedAt.toISOString(),
    expiresAt: fact.expiresAt?.toISOString() ?? null,
    source: fact.source,
    link: fact.link ?? null,
    error: null,
  };
}

function toPushedDto(row: PushedRow): FactDto {
  return {
    key: row.key,
    value: row.value,
    environment: row.environment,
    observedAt: row.observedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    source: sourceOf(row),
    link: row.sourceUrl,
    sha: row.sha === "" ? null : row.sha,
    pushed: true,
    error: null,
  };
}
