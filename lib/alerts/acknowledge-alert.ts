import { conflict, notFound } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { queueNotifications, recordTransition } from "./_private.ts";
import { AcknowledgeAlert } from "./schema.ts";

/** "I have it": it goes on firing until the cause is gone, and everyone who was told hears who has it. */
export const acknowledgeAlert = mutation({
  name: "alert.acknowledge",
  permission: "alerts:acknowledge",
  input: AcknowledgeAlert,
  async run({ ctx, tx, input }) {
    const { workspaceId, actor } = ctx;
    const alert = await tx.alert.findFirst({ where: { id: input.id, workspaceId }, include: { rule: true } });
    if (alert === null) throw notFound("This alert");
    const taken = alert.acknowledgedByLabel;
    if (alert.state === "acknowledged")
      throw conflict(`${taken ?? "Somebody"} has this alert already. Nothing was changed.`);
    if (alert.state === "resolved")
      throw conflict("This alert has resolved in the meantime. There is nothing to acknowledge.");
    if (alert.state === "pending")
      throw conflict("This alert is still pending: nobody was told of it yet. Wait until it fires.");
    const now = ctx.now();
    const { count } = await tx.alert.updateMany({
      where: { id: alert.id, state: "firing" },
      data: {
        state: "acknowledged",
        acknowledgedAt: now,
        acknowledgedById: actor.id,
        acknowledgedByLabel: actor.label,
        acknowledgeNote: input.note,
      },
    });
    if (count !== 1) throw conflict("This alert changed in the same moment. Reload and decide again.");
    await recordTransition(tx, alert, { to: "acknowledged", at: now, value: alert.value, actor: actor.label });
    await queueNotifications(tx, alert, "acknowledged", now);
    return {
      value: { id: alert.id, state: "acknowledged" as const },
      audit: {
        entityType: "alert",
        entityId: alert.id,
        label: alert.rule.name,
        integrationId: alert.rule.integrationId,
        environment: alert.rule.environment,
        before: { state: "firing" },
        after: { state: "acknowledged", summary: alert.summary },
        ...(input.note === "" ? {} : { reason: input.note }),
      },
    };
  },
});
