import { precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, loadDestination } from "./_private.ts";
import { PauseDestination } from "./schema.ts";

export const pauseDestination = mutation({
  name: "destination.pause",
  permission: "webhooks:operate",
  input: PauseDestination,
  async run({ ctx, tx, input }) {
    const row = await loadDestination(tx, ctx, input.id);
    if (row.status !== "active")
      throw precondition(`"${row.name}" is ${row.status} already. Nothing is sent to it; there is nothing to pause.`);
    await tx.destination.update({
      where: { id: row.id },
      data: { status: "paused", statusReason: input.reason, statusChangedAt: ctx.now() },
    });
    await tx.destinationState.update({ where: { id: row.id }, data: { paused: true } });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, status: "paused" },
      audit: {
        ...aboutDestination(row),
        before: { status: "active" },
        after: { status: "paused" },
        reason: input.reason,
      },
    };
  },
});
