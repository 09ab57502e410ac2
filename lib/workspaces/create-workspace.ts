import { AppError, conflict } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { CreateWorkspace } from "./schema.ts";

/** A second tenant of this installation. Whoever makes it is its admin; nothing of the first one is in it. */
export const createWorkspace = mutation({
  name: "workspace.create",
  permission: "workspace:write",
  input: CreateWorkspace,
  async run({ ctx, tx, input }) {
    if (ctx.actor.kind !== "user")
      throw new AppError(
        "forbidden",
        "A workspace is made by a person, who becomes its admin. Sign in and make it there.",
      );
    if ((await tx.workspace.count({ where: { slug: input.slug } })) > 0)
      throw conflict(`There is a workspace ${input.slug} already. Choose another slug.`);
    const id = newId();
    await tx.workspace.create({
      data: {
        id,
        ...input,
        memberships: { create: { id: newId(), userId: ctx.actor.id, role: "admin" } },
      },
    });
    return {
      value: { slug: input.slug, name: input.name },
      audit: { entityType: "workspace", entityId: id, label: input.slug, after: input },
    };
  },
});
