import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, destinationAudit, loadWritable } from "./_private.ts";
import { cancelWaiting } from "./cancel-waiting.ts";
import { DestinationId } from "./schema.ts";

export const deleteDestination = mutation({
  name: "destination.delete",
  permission: "webhooks:write-test",
  input: DestinationId,
  async run({ ctx, tx, input }) {
    const row = await loadWritable(tx, ctx, input.id);
    const now = ctx.now();
    await tx.destination.update({
      where: { id: row.id },
      data: { deletedAt: now, status: "disabled", statusReason: "It was deleted.", statusChangedAt: now },
    });
    await tx.destinationState.update({ where: { id: row.id }, data: { paused: true } });
    await tx.route.updateMany({ where: { destinationId: row.id, deletedAt: null }, data: { deletedAt: now } });
    // What is in the air finishes; what waits is cancelled and stays in the history, from where it can be replayed.
    const cancelled = await cancelWaiting(tx, ctx, { destinationId: row.id }, "The destination was deleted.");
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, cancelled },
      audit: { ...aboutDestination(row), before: destinationAudit(row), after: { deleted: true, cancelled } },
    };
  },
});
