import { notFound } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { openIntegration, requireMember } from "./_private.ts";
import { AddOwner, RemoveOwner } from "./schema.ts";

export const addOwner = mutation({
  name: "integration.add_owner",
  permission: "designs:write",
  input: AddOwner,
  async run({ ctx, tx, input }) {
    const { slug, ...owner } = input;
    const row = await openIntegration(tx, ctx, slug);
    await requireMember(tx, ctx, owner.userId, "userId");
    await tx.integrationOwner.createMany({ data: [{ integrationId: row.id, ...owner }], skipDuplicates: true });
    return {
      value: owner,
      audit: { entityType: "integration", entityId: row.id, integrationId: row.id, label: slug, after: owner },
    };
  },
});

export const removeOwner = mutation({
  name: "integration.remove_owner",
  permission: "designs:write",
  input: RemoveOwner,
  async run({ ctx, tx, input }) {
    const { slug, ...owner } = input;
    const row = await openIntegration(tx, ctx, slug);
    const { count } = await tx.integrationOwner.deleteMany({ where: { integrationId: row.id, ...owner } });
    if (count === 0) throw notFound("This owner");
    return {
      value: owner,
      audit: { entityType: "integration", entityId: row.id, integrationId: row.id, label: slug, before: owner },
    };
  },
});
