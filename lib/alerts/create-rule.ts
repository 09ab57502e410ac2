import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { assertChannels, watchersChanged } from "./_private.ts";
import { CreateRule } from "./schema.ts";
import { assertRunbook, columnsOf, paramsOf, ruleView } from "./write-rule.ts";

export const createRule = mutation({
  name: "alert_rule.create",
  permission: "alerts:write",
  input: CreateRule,
  async run({ ctx, tx, input }) {
    const { kind, enabled } = input;
    assertRunbook(enabled, input.runbook);
    const params = paramsOf(kind, input);
    const columns = await columnsOf(tx, ctx, input);
    await assertChannels(tx, ctx, columns.channelIds);
    const id = newId();
    const createdById = ctx.actor.kind === "user" ? ctx.actor.id : null;
    await tx.alertRule.create({
      data: { id, workspaceId: ctx.workspaceId, kind, params, enabled, createdById, ...columns },
    });
    await watchersChanged(tx, ctx, columns.integrationId);
    return {
      value: { id },
      audit: {
        entityType: "alert_rule",
        entityId: id,
        label: columns.name,
        integrationId: columns.integrationId,
        environment: columns.environment,
        after: ruleView({ kind, params, enabled, ...columns }),
      },
    };
  },
});
