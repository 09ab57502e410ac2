import { newId, randomToken } from "#lib/core/id.ts";
import { seal } from "#lib/crypto/seal.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { FAILING_SCHEDULE } from "./suite.ts";

export type TemporaryDestination = { destinationId: string; routeId: string };
type Owner = { workspaceId: string; integrationId: string; sourceId: string };

/** A destination and a route that belong to one drill: marked, hidden from configuration hashes, removed after it. */
export function addTemporaryDestination(owner: Owner, url: string, eventType: string): Promise<TemporaryDestination> {
  const { workspaceId, integrationId, sourceId } = owner;
  const destinationId = newId();
  const secretId = newId();
  const routeId = newId();
  const place = { table: "destination_secret", field: "sealed", rowId: secretId, workspaceId };
  return withTransaction(async (tx) => {
    await tx.destination.create({
      data: {
        id: destinationId,
        workspaceId,
        integrationId,
        environment: "test",
        name: `Drill ${destinationId.slice(-6)}`,
        url,
        retrySchedule: [...FAILING_SCHEDULE],
        timeoutMs: 5_000,
        isDrill: true,
        runtime: { create: {} },
        secrets: {
          create: {
            id: secretId,
            workspaceId,
            sealed: new Uint8Array(seal(randomToken("whsec_"), place)),
            lastFour: "",
            fingerprint: "",
          },
        },
      },
    });
    await tx.route.create({
      data: { id: routeId, workspaceId, sourceId, destinationId, eventTypes: [eventType], isDrill: true },
    });
    return { destinationId, routeId };
  });
}

/** Nothing of the drill stays in the way: no route, no destination, no open dead letter. What happened stays readable. */
export async function removeTemporaryDestination({ destinationId, routeId }: TemporaryDestination): Promise<void> {
  const now = new Date();
  await withTransaction(async (tx) => {
    await tx.route.update({ where: { id: routeId }, data: { deletedAt: now, enabled: false } });
    await tx.destination.update({
      where: { id: destinationId },
      data: { deletedAt: now, status: "disabled", statusReason: "The drill is over.", statusChangedAt: now },
    });
    await tx.deliveryHistory.updateMany({
      where: { destinationId, resolution: null },
      data: { resolution: "drill", resolvedAt: now, resolvedReason: "Made by a drill, on purpose." },
    });
  });
}

/** Drills that a crash left behind: their destinations go the same way. */
export async function removeLeftovers(integrationId: string): Promise<void> {
  const left = await db().route.findMany({
    where: { isDrill: true, deletedAt: null, destination: { integrationId, isDrill: true } },
    select: { id: true, destinationId: true },
  });
  for (const { id, destinationId } of left)
    if (destinationId !== null) await removeTemporaryDestination({ routeId: id, destinationId });
}
