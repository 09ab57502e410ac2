import { mutation } from "#lib/core/mutation.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, destinationAudit, loadWritable } from "./_private.ts";
import { checkDestinationUrl } from "./check-destination-url.ts";
import { UpdateDestination } from "./schema.ts";

export const changeDestination = mutation({
  name: "destination.update",
  permission: "webhooks:write-test",
  input: UpdateDestination,
  async run({ ctx, tx, input }) {
    const before = await loadWritable(tx, ctx, input.id);
    const { skip } = Prisma;
    const after = await tx.destination.update({
      where: { id: before.id },
      data: {
        name: input.name ?? skip,
        url: input.url ?? skip,
        retrySchedule: input.retry?.scheduleSeconds ?? skip,
        timeoutMs: input.timeoutMs ?? skip,
        headers: input.headers ?? skip,
      },
    });
    const ratePerS = input.ratePerS === undefined ? skip : input.ratePerS;
    await tx.destinationState.update({
      where: { id: before.id },
      data: { maxInflight: input.maxInflight ?? skip, ratePerS },
    });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: { id: after.id },
      audit: { ...aboutDestination(after), before: destinationAudit(before), after: destinationAudit(after) },
    };
  },
});

export const updateDestination = checkDestinationUrl(changeDestination);
