import { mutation } from "#lib/core/mutation.ts";
import { closeAlertsOf, watchersChanged } from "./_private.ts";
import { SetRuleEnabled } from "./schema.ts";
import { assertRunbook, loadRule } from "./write-rule.ts";

/** Turning a rule off ends what it has open: nobody looks any more, so nobody could say when it is over. */
export const setRuleEnabled = mutation({
  name: "alert_rule.set_enabled",
  permission: "alerts:write",
  input: SetRuleEnabled,
  async run({ ctx, tx, input }) {
    const rule = await loadRule(tx, ctx, input.id);
    assertRunbook(input.enabled, rule.runbook);
    await tx.alertRule.update({
      where: { id: rule.id },
      data: { enabled: input.enabled, lastError: null, lastEvaluatedAt: null },
    });
    const closed = input.enabled ? 0 : await closeAlertsOf(tx, ctx, rule.id, "the rule was turned off");
    await watchersChanged(tx, ctx, rule.integrationId);
    return {
      value: { id: rule.id, enabled: input.enabled, closed },
      audit: {
        entityType: "alert_rule",
        entityId: rule.id,
        label: rule.name,
        integrationId: rule.integrationId,
        environment: rule.environment,
        before: { enabled: rule.enabled },
        after: { enabled: input.enabled, closedAlerts: closed },
      },
    };
  },
});
