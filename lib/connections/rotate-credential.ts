import { conflict } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { credentialAudit, loadCredential } from "./_private.ts";
import { getCredential } from "./queries.ts";
import { RotateCredential } from "./schema.ts";
import { storedSecret } from "./store-secret.ts";

export const rotateCredential = mutation({
  name: "credential.rotate",
  permission: "credentials:write",
  input: RotateCredential,
  async run({ ctx, tx, input }) {
    const before = await loadCredential(tx, ctx, input.id);
    const secret = storedSecret(before, input);
    if (secret.fingerprint !== "" && secret.fingerprint === before.fingerprint)
      throw conflict(`"${before.name}" holds this value already. Make a new one at the provider and paste that.`);
    const after = await tx.credential.update({
      where: { id: before.id },
      data: { ...secret, rotatedAt: ctx.now(), expiresAt: input.expiresAt ?? null },
    });
    // What was tested was the old value: nothing is known about the new one until a test runs.
    const used = await tx.connection.updateManyAndReturn({
      where: { workspaceId: ctx.workspaceId, credentialId: before.id, deletedAt: null },
      data: { lastVerdict: null, lastTestedAt: null },
      select: { integrationId: true },
    });
    for (const integrationId of new Set([before.integrationId, ...used.map((row) => row.integrationId)]))
      await factsChanged(tx, ctx, integrationId);
    return {
      value: await getCredential(ctx, before.id, tx),
      audit: {
        entityType: "credential",
        entityId: before.id,
        label: before.name,
        integrationId: before.integrationId,
        environment: before.environment,
        before: credentialAudit(before),
        after: credentialAudit(after),
      },
    };
  },
});
