import { conflict } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { credentialAudit, integrationIdOf } from "./_private.ts";
import { getCredential } from "./queries.ts";
import { CreateCredential } from "./schema.ts";
import { storedSecret } from "./store-secret.ts";

async function assertFreeName(tx: Tx, workspaceId: string, environment: "test" | "live", name: string) {
  const taken = await tx.credential.findFirst({ where: { workspaceId, environment, name, deletedAt: null } });
  if (taken !== null)
    throw conflict(
      `A ${environment} credential named "${name}" exists already. Rotate that one, or choose another name.`,
    );
}

export const createCredential = mutation({
  name: "credential.create",
  permission: "credentials:write",
  input: CreateCredential,
  async run({ ctx, tx, input }) {
    const integrationId = await integrationIdOf(tx, ctx, input.integration);
    await assertFreeName(tx, ctx.workspaceId, input.environment, input.name);
    const id = newId();
    const row = await tx.credential.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        environment: input.environment,
        integrationId,
        name: input.name,
        kind: input.kind,
        username: input.username ?? null,
        ...storedSecret({ id, workspaceId: ctx.workspaceId }, input),
        expiresAt: input.expiresAt ?? null,
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
    });
    await factsChanged(tx, ctx, integrationId);
    return {
      value: await getCredential(ctx, id, tx),
      audit: {
        entityType: "credential",
        entityId: id,
        label: row.name,
        integrationId,
        environment: row.environment,
        after: credentialAudit(row),
      },
    };
  },
});
