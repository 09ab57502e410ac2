import { authorize } from "#lib/core/ctx.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { connectionAudit, loadConnection } from "./_private.ts";
import { DeleteConnection } from "./schema.ts";

export const deleteConnection = mutation({
  name: "connection.delete",
  permission: "connections:write-test",
  input: DeleteConnection,
  async run({ ctx, tx, input }) {
    const before = await loadConnection(tx, ctx, input.id);
    if (before.environment === "live") authorize(ctx, "connections:write-live");
    await tx.connection.update({ where: { id: before.id }, data: { deletedAt: ctx.now(), credentialId: null } });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: { id: before.id },
      audit: {
        entityType: "connection",
        entityId: before.id,
        label: before.name,
        integrationId: before.integrationId,
        environment: before.environment,
        before: connectionAudit(before),
      },
    };
  },
});
