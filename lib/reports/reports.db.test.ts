import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { getLine, listActivity, listExpiring, listFiring, listMarks } from "./queries.ts";
import { countEventsByHour, countWaiting, listHours, sumWaiting } from "./traffic-queries.ts";

async function arrange() {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("engineer");
  const { id, slug } = await startIntegration(ctx, { name: "Pay", kind: "payment" });
  const [sourceId, destinationId, routeId, eventId] = [newId(), newId(), newId(), newId()];
  const scope = { workspaceId: workspace.id, integrationId: id, environment: "live" as const };
  await db().source.create({ data: { id: sourceId, ...scope, name: "stripe", key: randomUUID(), preset: "stripe" } });
  await db().destination.create({
    data: { id: destinationId, ...scope, name: "ledger", url: "https://example.test", retrySchedule: [] },
  });
  const deliver = async (state: number, createdAt = new Date()) => {
    const data = {
      ...scope,
      id: newId(),
      eventId: newId(),
      sourceId,
      routeId,
      destinationId,
      eventType: "invoice.paid",
      bucket: 1,
      state,
      createdAt,
    };
    if (state < 4) await db().delivery.create({ data });
    else
      await db().deliveryHistory.create({
        data: { ...data, replayNo: 0, attemptCount: 1, finishedAt: createdAt },
      });
  };
  const receive = () =>
    db().event.create({
      data: {
        ...scope,
        id: eventId,
        sourceId,
        externalId: "evt_1",
        type: "invoice.paid",
        headers: Buffer.from("[]"),
        body: Buffer.from("{}"),
        bodySha: Buffer.alloc(32),
        isUtf8: true,
        traceId: "0".repeat(32),
        receivedAt: new Date(),
      },
    });
  return { workspace, ctx, id, slug, deliver, receive };
}

test("what waits and what died is counted by integration and environment, and adds up", async () => {
  const { ctx, id, deliver } = await arrange();
  for (const state of [3, 3, 2, 0, 5, 4]) await deliver(state);
  const live = await countWaiting(ctx, "live");
  expect(live.get(id)).toEqual({ parked: 2, held: 1, pending: 1, dead: 1 });
  expect(sumWaiting(live)).toEqual({ parked: 2, held: 1, pending: 1, dead: 1 });
  expect((await countWaiting(ctx, "test")).size).toBe(0);
});

test("the bars of the day count each delivery once, in the hour it was made", async () => {
  const { ctx, deliver } = await arrange();
  for (const state of [4, 4, 5, 3, 2, 0]) await deliver(state);
  const hours = await listHours(ctx, "live");
  expect(hours).toHaveLength(24);
  expect(hours.at(-1)).toMatchObject({ delivered: 2, failed: 1, parked: 1, waiting: 2 });
  expect(hours.slice(0, -1).every((hour) => hour.delivered + hour.failed + hour.parked + hour.waiting === 0)).toBe(
    true,
  );
});

test("events by hour belong to their integration", async () => {
  const { ctx, id, receive } = await arrange();
  await receive();
  expect((await countEventsByHour(ctx, "live")).get(id)?.at(-1)).toBe(1);
});

test("the line shows sources, destinations and what is parked since when", async () => {
  const { ctx, id, deliver, receive } = await arrange();
  await receive();
  await deliver(3);
  const line = await getLine(ctx, id, "live");
  expect(line.sources).toMatchObject([{ name: "stripe", preset: "stripe", lastEventAt: expect.any(String) }]);
  expect(line.destinations).toMatchObject([{ name: "ledger", breaker: "closed", waiting: 1 }]);
  expect(line.waiting.parked).toBe(1);
  expect(line.oldestParkedAt).not.toBeNull();
  expect((await getLine(ctx, id, "test")).sources).toEqual([]);
});

test("another workspace sees none of it", async () => {
  const { id, deliver, receive } = await arrange();
  await receive();
  await deliver(3);
  const stranger = await (await makeWorkspace()).as("admin");
  expect((await countWaiting(stranger, "live")).size).toBe(0);
  expect((await countEventsByHour(stranger, "live")).size).toBe(0);
  expect((await getLine(stranger, id, "live")).sources).toEqual([]);
  expect((await listActivity(stranger, id)).items).toEqual([]);
  expect(await listFiring(stranger)).toEqual([]);
  expect(await listExpiring(stranger)).toEqual([]);
  expect(await listMarks(stranger)).toEqual([]);
});

test("the activity of an integration pages backwards through its audit rows", async () => {
  const { ctx, id, workspace } = await arrange();
  const whole = await listActivity(ctx, id);
  expect(whole.items.at(-1)).toMatchObject({ action: "integration.create", label: "pay" });
  const first = await listActivity(await workspace.as("viewer"), id, { limit: 1 });
  expect(first.items).toHaveLength(1);
  if (whole.items.length > 1) {
    const rest = await listActivity(ctx, id, { before: first.next ?? "0" });
    expect(rest.items).toHaveLength(whole.items.length - 1);
  }
});

test("credentials and waivers that end soon are named, what ends first stands first", async () => {
  const { ctx, workspace } = await arrange();
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  for (const [name, days] of [
    ["late", 60],
    ["second", 9],
    ["first", 2],
  ] as const)
    await db().credential.create({
      data: {
        id: newId(),
        workspaceId: workspace.id,
        environment: "live",
        name,
        kind: "api_key",
        expiresAt: inDays(days),
      },
    });
  expect((await listExpiring(ctx)).map((row) => row.label)).toEqual(["first", "second"]);
});
