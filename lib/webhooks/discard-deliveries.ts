import { notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { cancelWaiting } from "./cancel-waiting.ts";
import { DiscardDeliveries } from "./schema.ts";
import { chosenClause, storedSelection, summarize } from "./select-ended.ts";

/** Dead letters are settled as discarded; waiting deliveries end as cancelled. Both stay in the history, with the reason. */
export const discardDeliveries = mutation({
  name: "delivery.discard",
  permission: "webhooks:discard",
  input: DiscardDeliveries,
  async run({ ctx, tx, input }) {
    const chosen = storedSelection(input);
    const { known } = await summarize(ctx, chosen, tx);
    if (known === 0) throw notFound("None of these deliveries");
    const cancelled =
      "deliveryIds" in chosen ? await cancelWaiting(tx, ctx, { ids: chosen.deliveryIds }, input.reason) : 0;
    const discarded = await tx.$executeRaw`
      update delivery_history h set resolution = 'discarded', resolved_at = now(), resolved_reason = ${input.reason}
      where ${chosenClause(ctx.workspaceId, chosen)} and h.state = 5 and h.resolution is null`;
    if (cancelled + discarded === 0)
      throw precondition("Nothing was discarded: these deliveries are being sent, or have ended and are settled.");
    return {
      value: { discarded, cancelled },
      audit: {
        entityType: "delivery",
        entityId: "deliveryIds" in chosen ? (chosen.deliveryIds[0] ?? "") : "filter",
        label: `${discarded + cancelled} deliveries`,
        after: { discarded, cancelled, selection: chosen },
        reason: input.reason,
      },
    };
  },
});
