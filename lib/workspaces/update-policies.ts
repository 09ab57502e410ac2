import { mutation } from "#lib/core/mutation.ts";
import { getWorkspace } from "./queries.ts";
import { UpdatePolicies, WorkspacePolicies } from "./schema.ts";

export const updatePolicies = mutation({
  name: "workspace.update_policies",
  permission: "workspace:write",
  input: UpdatePolicies,
  async run({ ctx, tx, input }) {
    const { policies: before } = await getWorkspace(ctx, tx);
    const after = WorkspacePolicies.parse({ ...before, ...input.policies });
    await tx.workspace.update({ where: { id: ctx.workspaceId }, data: { policies: after } });
    return { value: after, audit: { entityType: "workspace", entityId: ctx.workspaceId, before, after } };
  },
});
