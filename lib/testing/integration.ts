import { randomBytes } from "node:crypto";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { IntegrationKind } from "#lib/db/generated/client.ts";

/** An integration without anything around it, for tests of what comes after its creation. */
export async function makeIntegration(
  workspaceId: string,
  kind: IntegrationKind = "payment",
): Promise<{ id: string; slug: string; workspaceId: string }> {
  const slug = `i-${randomBytes(5).toString("hex")}`;
  const { id } = await db().integration.create({ data: { id: newId(), workspaceId, slug, name: slug, kind } });
  return { id, slug, workspaceId };
}

/** A source with one secret and, when asked, a route for every type to a destination of its own. */
export async function makeSource(
  integration: { id: string; workspaceId: string },
  options: { environment?: "test" | "live"; routed?: boolean; signed?: boolean } = {},
): Promise<{ id: string; routeId: string | null }> {
  const { environment = "test", routed = true, signed = true } = options;
  const owned = { workspaceId: integration.workspaceId, integrationId: integration.id, environment };
  const id = newId();
  await db().source.create({
    data: { ...owned, id, name: `source ${id.slice(-6)}`, key: randomBytes(12).toString("hex"), preset: "stripe" },
  });
  if (signed) await addSecret({ id, workspaceId: integration.workspaceId });
  if (!routed) return { id, routeId: null };
  const destinationId = newId();
  await db().destination.create({
    data: { ...owned, id: destinationId, name: "sink", url: "http://127.0.0.1:9/hook", retrySchedule: [1] },
  });
  const route = await db().route.create({
    data: { id: newId(), workspaceId: integration.workspaceId, sourceId: id, destinationId, eventTypes: ["*"] },
  });
  return { id, routeId: route.id };
}

export async function addSecret(source: { id: string; workspaceId: string }): Promise<void> {
  const fingerprint = randomBytes(6).toString("hex");
  await db().sourceSecret.create({
    data: {
      id: newId(),
      workspaceId: source.workspaceId,
      sourceId: source.id,
      sealed: Buffer.from("sealed"),
      lastFour: fingerprint.slice(-4),
      fingerprint,
    },
  });
}
