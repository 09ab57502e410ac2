import { conflict } from "#lib/core/errors.ts";
import { mutation, none } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { hintTraffic, loadServedFlag, stateIn } from "./_private.ts";
import { SetFlagState } from "./schema.ts";

/** One switch in one environment. For a kill switch, off holds the integration's deliveries and on releases them. */
export const setFlagState = mutation({
  name: "flag.set_state",
  permission: (input) => (input.environment === "live" ? "flags:flip-live" : "flags:flip-test"),
  input: SetFlagState,
  async run({ ctx, tx, input }) {
    const { environment, enabled, reason } = input;
    const flag = await loadServedFlag(tx, ctx, input.key);
    const before = stateIn(flag, environment);
    if (input.revision !== undefined && input.revision !== before.revision)
      throw conflict(
        `Somebody changed ${flag.key} in ${environment} since you opened it: it is ${before.enabled ? "on" : "off"} now. Nothing was changed; look and decide again.`,
        { enabled: before.enabled, revision: before.revision },
      );
    const value = { key: flag.key, environment, enabled };
    if (before.enabled === enabled)
      return { value: { ...value, revision: before.revision }, audit: none("It was so already: nothing changed.") };
    const revision = before.revision + 1;
    const { count } = await tx.flagEnvironment.updateMany({
      where: { flagId: flag.id, environment, revision: before.revision },
      data: { enabled, revision, changedById: ctx.actor.id, changedReason: reason, changedAt: ctx.now() },
    });
    if (count !== 1)
      throw conflict(`Somebody changed ${flag.key} in ${environment} in the same moment. Look and decide again.`);
    await factsChanged(tx, ctx, flag.integrationId);
    await hintTraffic(tx, ctx.workspaceId);
    return {
      value: { ...value, revision },
      audit: {
        entityType: "flag",
        entityId: flag.id,
        label: flag.key,
        integrationId: flag.integrationId,
        environment,
        before: { enabled: before.enabled, revision: before.revision },
        after: { enabled, revision },
        ...(reason === "" ? {} : { reason }),
      },
    };
  },
});
