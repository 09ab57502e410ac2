import { createHash, randomBytes } from "node:crypto";
import { newId } from "#lib/core/id.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import { db } from "#lib/db/client.ts";
import type { Environment, Prisma } from "#lib/db/generated/client.ts";

export type TestLane = {
  workspaceId: string;
  sourceId: string;
  routeId: string;
  destinationId: string;
  integrationId: string | null;
  environment: Environment;
  secret: string;
};

type LaneOptions = {
  environment?: Environment;
  integrationId?: string | null;
  destination?: Partial<Prisma.DestinationUncheckedCreateInput>;
  runtime?: Partial<Prisma.DestinationStateUncheckedCreateInput>;
};

/** A source, a destination with a secret, and the route between them. */
export async function makeLane(workspaceId: string, url: string, options: LaneOptions = {}): Promise<TestLane> {
  const { environment = "test", integrationId = null } = options;
  const [sourceId, destinationId, routeId, secretId] = [newId(), newId(), newId(), newId()];
  const secret = `whsec_${randomBytes(24).toString("base64")}`;
  const common = { workspaceId, environment, integrationId };
  await db().source.create({
    data: { id: sourceId, ...common, name: "Test source", key: randomBytes(8).toString("hex"), preset: "stripe" },
  });
  await db().destination.create({
    data: { id: destinationId, ...common, name: "Test sink", url, ...options.destination },
  });
  await db().destinationState.create({ data: { id: destinationId, ...options.runtime } });
  const place = { table: "destination_secret", field: "sealed", rowId: secretId, workspaceId };
  const sealed = new Uint8Array(seal(secret, place));
  await db().destinationSecret.create({
    data: { id: secretId, workspaceId, destinationId, sealed, ...secretHint(secret) },
  });
  await db().route.create({ data: { id: routeId, workspaceId, sourceId, destinationId, eventTypes: ["*"] } });
  return { workspaceId, sourceId, routeId, destinationId, integrationId, environment, secret };
}

type EventOptions = {
  count?: number;
  body?: (n: number) => Buffer;
  type?: string;
  delivery?: Partial<Prisma.DeliveryCreateManyInput>;
};

/** Events with one delivery each, as the gateway would have stored them. Answers the deliveries' ids in order. */
export async function storeEvents(
  lane: TestLane,
  options: EventOptions = {},
): Promise<{ id: string; eventId: string }[]> {
  const { count = 1, type = "thing.happened" } = options;
  const { workspaceId, sourceId, routeId, destinationId, integrationId, environment } = lane;
  const ids = Array.from({ length: count }, () => ({ eventId: newId(), id: newId() }));
  await db().event.createMany({
    data: ids.map(({ eventId }, n) => {
      const body = options.body?.(n) ?? Buffer.from(JSON.stringify({ id: `evt_${n}`, n }));
      return {
        id: eventId,
        workspaceId,
        sourceId,
        integrationId,
        environment,
        externalId: `evt_${eventId}`,
        type,
        contentType: "application/json; charset=utf-8",
        headers: new Uint8Array(Buffer.from("[]")),
        body: new Uint8Array(body),
        bodySha: new Uint8Array(createHash("sha256").update(body).digest()),
        isUtf8: true,
        traceId: randomBytes(16).toString("hex"),
        receivedAt: new Date(),
      };
    }),
  });
  await db().delivery.createMany({
    data: ids.map(({ eventId, id }) => ({
      id,
      workspaceId,
      eventId,
      sourceId,
      routeId,
      destinationId,
      integrationId,
      environment,
      eventType: type,
      bucket: 0,
      ...options.delivery,
    })),
  });
  return ids;
}
