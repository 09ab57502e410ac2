import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { aboutDestination, destinationAudit, integrationIdOf, writePermission } from "./_private.ts";
import { checkDestinationUrl } from "./check-destination-url.ts";
import { addDestinationSecret } from "./destination-secret.ts";
import { CreateDestination } from "./schema.ts";

export const storeDestination = mutation({
  name: "destination.create",
  permission: writePermission,
  input: CreateDestination,
  async run({ ctx, tx, input }) {
    const integrationId = await integrationIdOf(tx, ctx, input.integration);
    const id = newId();
    const row = await tx.destination.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        environment: input.environment,
        integrationId,
        name: input.name,
        url: input.url,
        retrySchedule: input.retry?.scheduleSeconds ?? [],
        timeoutMs: input.timeoutMs ?? 15_000,
        headers: input.headers ?? {},
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
    });
    await tx.destinationState.create({
      data: { id, maxInflight: input.maxInflight ?? 10, ratePerS: input.ratePerS ?? null },
    });
    const signingSecret = await addDestinationSecret(tx, ctx.workspaceId, id);
    await factsChanged(tx, ctx, integrationId);
    return { value: { id, signingSecret }, audit: { ...aboutDestination(row), after: destinationAudit(row) } };
  },
});

/** Answers the signing secret, the one time that it is shown. */
export const createDestination = checkDestinationUrl(storeDestination);
