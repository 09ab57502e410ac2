import { HOUR } from "#lib/core/clock.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, loadWritable } from "./_private.ts";
import { addDestinationSecret } from "./destination-secret.ts";
import { RotateDestinationSecret } from "./schema.ts";

export const rotateDestinationSecret = mutation({
  name: "destination.rotate_secret",
  permission: "webhooks:write-test",
  input: RotateDestinationSecret,
  async run({ ctx, tx, input }) {
    const row = await loadWritable(tx, ctx, input.id);
    const retiresAt = new Date(ctx.now().getTime() + input.overlapHours * HOUR);
    await tx.destinationSecret.updateMany({
      where: { destinationId: row.id, OR: [{ retiresAt: null }, { retiresAt: { gt: retiresAt } }] },
      data: { retiresAt },
    });
    const signingSecret = await addDestinationSecret(tx, ctx.workspaceId, row.id);
    // Workers notice a new secret by the destination's own time.
    await tx.destination.update({ where: { id: row.id }, data: { updatedAt: new Date() } });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, signingSecret, oldRetiresAt: retiresAt },
      audit: { ...aboutDestination(row), after: { rotated: true, overlapHours: input.overlapHours } },
    };
  },
});
