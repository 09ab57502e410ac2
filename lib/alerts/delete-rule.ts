import { mutation } from "#lib/core/mutation.ts";
import { closeAlertsOf, watchersChanged } from "./_private.ts";
import { DeleteRule } from "./schema.ts";
import { loadRule, ruleView } from "./write-rule.ts";

/** The row stays, so that past alerts keep their rule's name. */
export const deleteRule = mutation({
  name: "alert_rule.delete",
  permission: "alerts:write",
  input: DeleteRule,
  async run({ ctx, tx, input }) {
    const rule = await loadRule(tx, ctx, input.id);
    await tx.alertRule.update({ where: { id: rule.id }, data: { enabled: false, deletedAt: ctx.now() } });
    await closeAlertsOf(tx, ctx, rule.id, "the rule was deleted");
    await watchersChanged(tx, ctx, rule.integrationId);
    return {
      value: { id: rule.id },
      audit: {
        entityType: "alert_rule",
        entityId: rule.id,
        label: rule.name,
        integrationId: rule.integrationId,
        environment: rule.environment,
        before: ruleView(rule),
      },
    };
  },
});
