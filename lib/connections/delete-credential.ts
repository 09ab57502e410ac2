import { conflict } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { credentialAudit, loadCredential } from "./_private.ts";
import { DeleteCredential } from "./schema.ts";

export const deleteCredential = mutation({
  name: "credential.delete",
  permission: "credentials:write",
  input: DeleteCredential,
  async run({ ctx, tx, input }) {
    const before = await loadCredential(tx, ctx, input.id);
    const users = await tx.connection.findMany({
      where: { workspaceId: ctx.workspaceId, credentialId: before.id, deletedAt: null },
      select: { id: true, name: true },
    });
    if (users.length > 0)
      throw conflict(
        `"${before.name}" is used by ${users.map(({ name }) => `"${name}"`).join(", ")}. Give ${users.length === 1 ? "that connection" : "those connections"} another credential first.`,
        { usedBy: users },
      );
    // The row stays for the history; the secret does not.
    await tx.credential.update({
      where: { id: before.id },
      data: { deletedAt: ctx.now(), sealed: null, keyId: null, reference: null },
    });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: { id: before.id },
      audit: {
        entityType: "credential",
        entityId: before.id,
        label: before.name,
        integrationId: before.integrationId,
        environment: before.environment,
        before: credentialAudit(before),
      },
    };
  },
});
