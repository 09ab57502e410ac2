import { mutation } from "#lib/core/mutation.ts";
import { watchersChanged } from "./_private.ts";
import { DeleteChannel } from "./schema.ts";
import { channelView, loadChannel } from "./write-channel.ts";

/** Rules stop naming it, what waits to be sent to it is cancelled, and its secret is destroyed. */
export const deleteChannel = mutation({
  name: "channel.delete",
  permission: "channels:write",
  input: DeleteChannel,
  async run({ ctx, tx, input }) {
    const { workspaceId } = ctx;
    const channel = await loadChannel(tx, ctx, input.id);
    await tx.channel.update({
      where: { id: channel.id },
      data: { enabled: false, deletedAt: ctx.now(), sealedSecret: null, lastFour: "" },
    });
    const rules = await tx.alertRule.findMany({ where: { workspaceId, channelIds: { has: channel.id } } });
    for (const rule of rules)
      await tx.alertRule.update({
        where: { id: rule.id },
        data: { channelIds: rule.channelIds.filter((id) => id !== channel.id) },
      });
    const { count: cancelled } = await tx.notification.updateMany({
      where: { workspaceId, channelId: channel.id, state: "queued" },
      data: { state: "cancelled", lastError: "The channel was deleted." },
    });
    await watchersChanged(tx, ctx, null);
    return {
      value: { id: channel.id, rules: rules.length, cancelled },
      audit: {
        entityType: "channel",
        entityId: channel.id,
        label: channel.name,
        before: { ...channelView(channel), rules: rules.map(({ id }) => id), cancelled },
      },
    };
  },
});
