import { precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, loadDestination } from "./_private.ts";
import { DestinationId } from "./schema.ts";

const EPOCH = new Date(0);

/** Paused by hand or disabled by the product: both start again here, with a breaker that has forgotten. */
export const resumeDestination = mutation({
  name: "destination.resume",
  permission: "webhooks:operate",
  input: DestinationId,
  async run({ ctx, tx, input }) {
    const row = await loadDestination(tx, ctx, input.id);
    if (row.status === "active") throw precondition(`"${row.name}" is active already. There is nothing to resume.`);
    await tx.destination.update({
      where: { id: row.id },
      data: { status: "active", statusReason: "", statusChangedAt: ctx.now() },
    });
    const fresh = { breaker: "closed", openUntil: EPOCH, quietUntil: EPOCH, probes: 0, trips: 0 };
    await tx.destinationState.update({
      where: { id: row.id },
      data: { paused: false, recovering: true, ...fresh, windowAttempts: 0, windowFailures: 0, firstFailureAt: null },
    });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, status: "active" },
      audit: {
        ...aboutDestination(row),
        before: { status: row.status, reason: row.statusReason },
        after: { status: "active" },
      },
    };
  },
});
