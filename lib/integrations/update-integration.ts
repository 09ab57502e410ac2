import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration } from "./_private.ts";
import { UpdateIntegration } from "./schema.ts";

export const updateIntegration = mutation({
  name: "integration.update",
  permission: "designs:write",
  input: UpdateIntegration,
  async run({ ctx, tx, input }) {
    const row = await openIntegration(tx, ctx, input.slug);
    const before = { name: row.name, description: row.description, provider: row.provider };
    const after = {
      name: input.name ?? row.name,
      description: input.description ?? row.description,
      provider: input.provider === undefined ? row.provider : input.provider === "" ? null : input.provider,
    };
    await tx.integration.update({ where: { id: row.id }, data: after });
    await factsChanged(tx, ctx, row.id);
    return {
      value: { slug: row.slug, ...after },
      audit: { entityType: "integration", entityId: row.id, integrationId: row.id, label: row.slug, before, after },
    };
  },
});
