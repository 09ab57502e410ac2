import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeLane, storeEvents, type TestLane } from "#lib/testing/deliveries.ts";
import { startTestDispatch } from "#lib/testing/dispatch.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { eventually, startSink } from "#lib/testing/sink.ts";
import { pauseDestination } from "../pause-destination.ts";
import { resumeDestination } from "../resume-destination.ts";

const SLOTS = 8;
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
  open.push((await startTestDispatch({ slots: SLOTS, ahead: 16 })).stop);
}
/** A sink that answers nothing before it is told to. */
async function heldSink() {
  const gate = Promise.withResolvers<void>();
  open.push(async () => gate.resolve());
  const sink = await sinkOf(() => gate.promise.then(() => ({ status: 204 })));
  return { sink, letGo: () => gate.resolve() };
}
const runtime = (lane: TestLane) => db().destinationState.findUniqueOrThrow({ where: { id: lane.destinationId } });
const delivered = (lane: TestLane) =>
  db().deliveryHistory.count({ where: { destinationId: lane.destinationId, state: 4 } });

test("destinations that catch up never hold more than half of the slots together; the others flow on", async () => {
  const { sink: slow, letGo } = await heldSink();
  const quick = await sinkOf();
  const { id: workspaceId } = await makeWorkspace();
  const catchingUp = { runtime: { maxInflight: 256, recovering: true } };
  const herd = [await makeLane(workspaceId, slow.url, catchingUp), await makeLane(workspaceId, slow.url, catchingUp)];
  for (const lane of herd) await storeEvents(lane, { count: 60 });
  await work();
  await eventually("the herd has its share", () => slow.open === SLOTS / 2);
  const calm = await makeLane(workspaceId, quick.url, { runtime: { maxInflight: 2 } });
  await storeEvents(calm, { count: 40 });
  await eventually("the others are delivered while the herd holds on", async () => (await delivered(calm)) === 40);
  expect(slow.mostOpen).toBe(SLOTS / 2);
  letGo();
  for (const lane of herd) {
    await eventually("the herd gets through", async () => (await delivered(lane)) === 60, 20_000);
    await eventually("it has caught up", async () => !(await runtime(lane)).recovering);
  }
  expect(slow.mostOpen).toBe(SLOTS / 2);
});

test("a destination that has caught up may use every slot again", async () => {
  const { sink, letGo } = await heldSink();
  const lane = await makeLane((await makeWorkspace()).id, sink.url, {
    runtime: { maxInflight: 256, recovering: true },
  });
  await storeEvents(lane, { count: 1 });
  await work();
  await eventually("it has caught up", async () => !(await runtime(lane)).recovering);
  await storeEvents(lane, { count: 30 });
  await eventually("every slot is its own", () => sink.open === SLOTS);
  letGo();
  await eventually("all are delivered", async () => (await delivered(lane)) === 31);
});

test("a breaker that closed ramps up from its probes and never passes the destination's limit", async () => {
  const { sink, letGo } = await heldSink();
  const lane = await makeLane((await makeWorkspace()).id, sink.url, {
    runtime: { maxInflight: 256, breaker: "closed", probes: 2 },
  });
  await storeEvents(lane, { count: 40 });
  await work();
  await eventually("as many as the ramp allows", () => sink.open === 2);
  expect(sink.mostOpen).toBe(2);
  letGo();
  await eventually("all are delivered", async () => (await delivered(lane)) === 40, 20_000);
  await eventually("the ramp went on", async () => (await runtime(lane)).probes !== 2);
});

test("a destination that was paused catches up as one whose breaker was open does", async () => {
  const sink = await sinkOf();
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, sink.url);
  const ops = await workspace.as("ops");
  await pauseDestination(ops, { id: lane.destinationId, reason: "maintenance" });
  await storeEvents(lane, { count: 3 });
  await resumeDestination(ops, { id: lane.destinationId });
  expect((await runtime(lane)).recovering).toBe(true);
  await work();
  await eventually("they arrive", async () => (await delivered(lane)) === 3);
  await eventually("it has caught up", async () => !(await runtime(lane)).recovering);
});
