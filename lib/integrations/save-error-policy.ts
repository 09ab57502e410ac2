import { conflict } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration, userIdOf } from "./_private.ts";
import { NO_ERROR_POLICY } from "./policy.ts";
import { ErrorClasses, SaveErrorPolicy } from "./schema.ts";

export const saveErrorPolicy = mutation({
  name: "error_policy.save",
  permission: "designs:write",
  input: SaveErrorPolicy,
  async run({ ctx, tx, input }) {
    const integration = await openIntegration(tx, ctx, input.slug);
    const scope = { integrationId: integration.id, workspaceId: ctx.workspaceId };
    await tx.errorPolicy.createMany({
      data: [{ ...scope, classes: NO_ERROR_POLICY, revision: 0 }],
      skipDuplicates: true,
    });
    const before = await tx.errorPolicy.findUniqueOrThrow({ where: { integrationId: integration.id } });
    const { count } = await tx.errorPolicy.updateMany({
      where: { integrationId: integration.id, revision: input.baseRevision },
      data: { classes: input.classes, revision: { increment: 1 }, updatedById: userIdOf(ctx) },
    });
    if (count === 0)
      throw conflict(
        "Somebody else changed the error policy while you edited it. Reload to see theirs, then save again.",
        {
          revision: before.revision,
          classes: ErrorClasses.parse(before.classes),
        },
      );
    await factsChanged(tx, ctx, integration.id);
    return {
      value: { classes: input.classes, revision: input.baseRevision + 1 },
      audit: {
        entityType: "error_policy",
        entityId: integration.id,
        label: input.slug,
        integrationId: integration.id,
        before: before.classes,
        after: input.classes,
      },
    };
  },
});
