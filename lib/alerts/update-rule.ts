import { precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { assertChannels, closeAlertsOf, watchersChanged } from "./_private.ts";
import { isRuleKind } from "./kinds.ts";
import { UpdateRule } from "./schema.ts";
import { assertRunbook, columnsOf, loadRule, paramsOf, ruleView } from "./write-rule.ts";

/** What is open stays open when only words or times change; another scope ends it, since it may never be seen again. */
export const updateRule = mutation({
  name: "alert_rule.update",
  permission: "alerts:write",
  input: UpdateRule,
  async run({ ctx, tx, input }) {
    const before = await loadRule(tx, ctx, input.id);
    const { kind, enabled } = before;
    if (!isRuleKind(kind)) throw precondition(`This version of Interlock does not know the kind ${kind}.`);
    assertRunbook(enabled, input.runbook);
    const params = paramsOf(kind, input);
    const columns = await columnsOf(tx, ctx, input);
    await assertChannels(tx, ctx, columns.channelIds);
    await tx.alertRule.update({ where: { id: before.id }, data: { params, ...columns, lastError: null } });
    if (columns.integrationId !== before.integrationId || columns.environment !== before.environment)
      await closeAlertsOf(tx, ctx, before.id, "the rule watches something else now");
    await watchersChanged(tx, ctx, before.integrationId);
    if (columns.integrationId !== before.integrationId) await watchersChanged(tx, ctx, columns.integrationId);
    return {
      value: { id: before.id },
      audit: {
        entityType: "alert_rule",
        entityId: before.id,
        label: columns.name,
        integrationId: columns.integrationId,
        environment: columns.environment,
        before: ruleView(before),
        after: ruleView({ kind, params, enabled, ...columns }),
      },
    };
  },
});
