import { notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { openIntegration } from "./_private.ts";
import { ArchiveIntegration } from "./schema.ts";

/** Hides it from the lists and makes it read-only. Everything it holds stays stored. */
export const archiveIntegration = mutation({
  name: "integration.archive",
  permission: "designs:write",
  input: ArchiveIntegration,
  async run({ ctx, tx, input }) {
    const row = await openIntegration(tx, ctx, input.slug);
    if (row.trafficMode === "canary" || row.trafficMode === "live")
      throw precondition(`${row.name} carries live traffic. Ask ops to stop it, then archive it.`);
    const archivedAt = ctx.now();
    await tx.integration.update({ where: { id: row.id }, data: { archivedAt } });
    return {
      value: { slug: row.slug, archivedAt: archivedAt.toISOString() },
      audit: {
        entityType: "integration",
        entityId: row.id,
        integrationId: row.id,
        label: row.slug,
        before: { archivedAt: null },
        after: { archivedAt },
      },
    };
  },
});

export const restoreIntegration = mutation({
  name: "integration.restore",
  permission: "designs:write",
  input: ArchiveIntegration,
  async run({ ctx, tx, input }) {
    const row = await tx.integration.findUnique({
      where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug: input.slug } },
    });
    if (row === null) throw notFound("The integration");
    await tx.integration.update({ where: { id: row.id }, data: { archivedAt: null } });
    return {
      value: { slug: row.slug, archivedAt: null },
      audit: {
        entityType: "integration",
        entityId: row.id,
        integrationId: row.id,
        label: row.slug,
        before: { archivedAt: row.archivedAt },
        after: { archivedAt: null },
      },
    };
  },
});
