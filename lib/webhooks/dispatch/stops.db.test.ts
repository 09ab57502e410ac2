import { afterEach, expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { TrafficMode } from "#lib/db/generated/client.ts";
import { makeLane, storeEvents } from "#lib/testing/deliveries.ts";
import { startTestDispatch } from "#lib/testing/dispatch.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { eventually, startSink } from "#lib/testing/sink.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function sinkOf(answer?: Parameters<typeof startSink>[0]) {
  const sink = await startSink(answer);
  open.push(sink.close);
  return sink;
}
async function work() {
  open.push((await startTestDispatch()).stop);
}

async function makeIntegration(workspaceId: string, trafficMode: TrafficMode, more: { releaseRatePerS?: number } = {}) {
  const id = newId();
  await db().integration.create({
    data: { id, workspaceId, slug: `i-${id.slice(-8)}`, name: "Payments", kind: "payment", trafficMode, ...more },
  });
  return id;
}

async function makeKillSwitch(workspaceId: string, integrationId: string, enabled: boolean) {
  const id = newId();
  await db().flag.create({
    data: { id, workspaceId, key: `kill.${id.slice(-6)}`, type: "kill_switch", integrationId },
  });
  for (const environment of ["test", "live"] as const)
    await db().flagEnvironment.create({ data: { flagId: id, workspaceId, environment, enabled } });
  return async (on: boolean) => {
    await db().flagEnvironment.update({
      where: { flagId_environment: { flagId: id, environment: "live" } },
      data: { enabled: on },
    });
  };
}

const states = async (destinationId: string) =>
  (await db().delivery.findMany({ where: { destinationId }, select: { state: true } })).map((row) => row.state);

test("a kill switch that is flipped off holds within two seconds, and what was held goes out when it is flipped back", async () => {
  const sink = await sinkOf();
  const { id: workspaceId } = await makeWorkspace();
  const integrationId = await makeIntegration(workspaceId, "live");
  const flip = await makeKillSwitch(workspaceId, integrationId, true);
  const lane = await makeLane(workspaceId, sink.url, { environment: "live", integrationId });
  await work();
  await storeEvents(lane, { count: 3 });
  await eventually("traffic flows", () => sink.received.length === 3);
  await flip(false);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const before = sink.received.length;
  await storeEvents(lane, { count: 5 });
  await eventually(
    "they are called held",
    async () => (await states(lane.destinationId)).join() === "2,2,2,2,2",
    3_000,
  );
  expect(sink.received).toHaveLength(before);
  await flip(true);
  await eventually("they are delivered", () => sink.received.length === before + 5, 4_000);
});

test("deliveries already claimed when the switch is flipped are given back, not sent", async () => {
  const sink = await sinkOf(() => ({ status: 200, delayMs: 150 }));
  const { id: workspaceId } = await makeWorkspace();
  const integrationId = await makeIntegration(workspaceId, "live");
  const flip = await makeKillSwitch(workspaceId, integrationId, true);
  const lane = await makeLane(workspaceId, sink.url, {
    environment: "live",
    integrationId,
    runtime: { maxInflight: 256 },
  });
  await storeEvents(lane, { count: 2_000 });
  await work();
  await eventually("it is under way", () => sink.received.length > 50);
  await flip(false);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const stoppedAt = sink.received.length;
  expect(stoppedAt).toBeLessThan(1_900);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(sink.received).toHaveLength(stoppedAt);
  expect(new Set(await states(lane.destinationId))).toEqual(new Set([2]));
  expect(new Set(sink.received.map((hit) => hit.headers["webhook-id"])).size).toBe(stoppedAt);
}, 40_000);

test.each(["blocked", "parked"] as const)(
  "while traffic is %s nothing live leaves, and test traffic is not touched",
  async (mode) => {
    const sink = await sinkOf();
    const { id: workspaceId } = await makeWorkspace();
    const integrationId = await makeIntegration(workspaceId, mode);
    const live = await makeLane(workspaceId, `${sink.url}/live`, { environment: "live", integrationId });
    const tests = await makeLane(workspaceId, `${sink.url}/test`, { integrationId });
    await storeEvents(live, { count: 4 });
    await storeEvents(tests, { count: 2 });
    await work();
    await eventually("they are parked", async () => (await states(live.destinationId)).join() === "3,3,3,3");
    await eventually("test flows", () => sink.received.length === 2);
    expect(sink.received.every((hit) => hit.path === "/test")).toBe(true);
  },
);

test("a canary lets the low buckets through and keeps the rest parked", async () => {
  const sink = await sinkOf();
  const { id: workspaceId } = await makeWorkspace();
  const integrationId = await makeIntegration(workspaceId, "canary");
  const lane = await makeLane(workspaceId, sink.url, { environment: "live", integrationId });
  await storeEvents(lane, { count: 3, delivery: { bucket: 9 } });
  await storeEvents(lane, { count: 3, delivery: { bucket: 10, state: 3 } });
  await work();
  await eventually("the low ones arrive", () => sink.received.length === 3);
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(sink.received).toHaveLength(3);
  expect(await states(lane.destinationId)).toEqual([3, 3, 3]);
});

test("a hundred parked deliveries arrive in the order they were received, no faster than the release rate", async () => {
  const sink = await sinkOf((_, nth) => ({ status: 200, delayMs: nth % 7 === 0 ? 30 : 0 }));
  const { id: workspaceId } = await makeWorkspace();
  const integrationId = await makeIntegration(workspaceId, "parked", { releaseRatePerS: 50 });
  const lane = await makeLane(workspaceId, sink.url, { environment: "live", integrationId });
  const rows = await storeEvents(lane, { count: 100, delivery: { state: 3 } });
  await work();
  const openedAt = Date.now();
  await db().integration.update({ where: { id: integrationId }, data: { trafficMode: "live" } });
  await eventually("all hundred arrive", () => sink.received.length === 100, 15_000);
  expect(sink.received.map((hit) => hit.headers["webhook-id"])).toEqual(rows.map((row) => `msg_${row.eventId}`));
  // However late a busy machine is, none may come before its place at 50 a second.
  const early = sink.received.filter((hit, nth) => hit.at - openedAt < nth * 20 - 5);
  expect(early).toEqual([]);
}, 30_000);

test("a live delivery whose traffic mode nobody can read counts as parked", async () => {
  const sink = await sinkOf();
  const { id: workspaceId } = await makeWorkspace();
  const lane = await makeLane(workspaceId, sink.url, { environment: "live" });
  await storeEvents(lane);
  await work();
  await eventually("it is parked", async () => (await states(lane.destinationId)).join() === "3");
  expect(sink.received).toHaveLength(0);
});
