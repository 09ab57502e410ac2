import { Webhook } from "standardwebhooks";
import { afterEach, expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { makeLane, storeEvents, type TestLane } from "#lib/testing/deliveries.ts";
import { startTestDispatch } from "#lib/testing/dispatch.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { eventually, startSink } from "#lib/testing/sink.ts";
import { pauseDestination } from "../pause-destination.ts";
import { resumeDestination } from "../resume-destination.ts";
import { rotateDestinationSecret } from "../rotate-destination-secret.ts";
import { COMPLETE } from "../sql/complete.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function sinkOf(answer?: Parameters<typeof startSink>[0]) {
  const sink = await startSink(answer);
  open.push(sink.close);
  return sink;
}
async function work(options: Parameters<typeof startTestDispatch>[0] = {}) {
  open.push((await startTestDispatch(options)).stop);
}
const destination = (lane: TestLane) =>
  db().destination.findUniqueOrThrow({ where: { id: lane.destinationId }, include: { runtime: true } });
const history = (lane: TestLane) => db().deliveryHistory.findMany({ where: { destinationId: lane.destinationId } });

test("four workers together never have more in flight than the destination allows, and send nothing twice", async () => {
  const sink = await sinkOf(() => ({ status: 200, delayMs: 5 }));
  const lane = await makeLane((await makeWorkspace()).id, sink.url, { runtime: { maxInflight: 7 } });
  await storeEvents(lane, { count: 300 });
  for (let n = 0; n < 4; n++) await work();
  await eventually("all arrive", async () => (await history(lane)).length === 300, 60_000);
  expect(sink.mostOpen).toBeLessThanOrEqual(7);
  expect(sink.mostOpen).toBeGreaterThan(3);
  expect(sink.received).toHaveLength(300);
}, 90_000);

test("a worker that met another one at a destination looks again soon, not at the next poll", async () => {
  const sink = await sinkOf();
  const lane = await makeLane((await makeWorkspace()).id, sink.url);
  await storeEvents(lane, { count: 3 });
  const other = await pool().connect();
  try {
    await other.query("begin");
    await other.query("select 1 from destination_state where id = $1 for no key update", [lane.destinationId]);
    for (let n = 0; n < 2; n++) await work({ pollMs: 120_000 });
    // Long enough for both to have heard their first hint and to have gone away empty-handed.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(sink.received).toHaveLength(0);
    await other.query("commit");
  } finally {
    other.release();
  }
  await eventually("all arrive", async () => (await history(lane)).length === 3, 20_000);
  expect(sink.received).toHaveLength(3);
}, 60_000);

test("a destination's rate is kept in every second", async () => {
  const sink = await sinkOf();
  const lane = await makeLane((await makeWorkspace()).id, sink.url, { runtime: { maxInflight: 100, ratePerS: 20 } });
  await storeEvents(lane, { count: 80 });
  const startedAt = Date.now();
  await work();
  await eventually("all arrive", () => sink.received.length === 80, 15_000);
  // A bucket that was full at the start lets one second's worth through at once; after that each waits for its turn.
  const early = sink.received.filter((hit, nth) => nth + 1 > 21 + (20 * (hit.at - startedAt)) / 1_000);
  expect(early).toEqual([]);
}, 30_000);

test("Retry-After delays the delivery and quiets the destination for the others", async () => {
  const sink = await sinkOf((_, nth) =>
    nth === 1 ? { status: 429, headers: { "retry-after": "2" } } : { status: 200 },
  );
  const lane = await makeLane((await makeWorkspace()).id, sink.url, { destination: { retrySchedule: [1] } });
  await storeEvents(lane);
  await work();
  await eventually("the first is refused", async () => (await destination(lane)).runtime!.quietUntil > new Date());
  await storeEvents(lane, { count: 2 });
  await eventually("all three are delivered", async () => (await history(lane)).length === 3);
  const [first, ...rest] = sink.received;
  for (const hit of rest) expect(hit.at - first!.at).toBeGreaterThanOrEqual(1_900);
});

test("410 disables the destination, keeps its queue, writes it down, and enabling sends what waited", async () => {
  const answers = { status: 410 };
  const sink = await sinkOf(() => answers);
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, sink.url, { runtime: { maxInflight: 1 } });
  await storeEvents(lane, { count: 4 });
  await work();
  await eventually("it is disabled", async () => (await destination(lane)).status === "disabled");
  await eventually("the rest is held", async () => {
    const waiting = await db().delivery.findMany({ where: { destinationId: lane.destinationId } });
    return waiting.length > 0 && waiting.every((row) => row.state === 2);
  });
  const gone = await history(lane);
  expect(gone.every((row) => row.state === 5 && row.reason === "gone")).toBe(true);
  expect(gone.length + (await db().delivery.count({ where: { destinationId: lane.destinationId } }))).toBe(4);
  const audit = await db().auditEntry.findFirstOrThrow({
    where: { workspaceId: workspace.id, action: "destination.disable" },
  });
  expect(audit).toMatchObject({ actorKind: "worker", entityId: lane.destinationId });
  answers.status = 200;
  await resumeDestination(await workspace.as("ops"), { id: lane.destinationId });
  await eventually("what waited is delivered", async () => (await history(lane)).length === 4);
}, 30_000);

test("the breaker opens on failures, uses no attempts while open, and lets probes close it", async () => {
  const answers = { status: 500 };
  const sink = await sinkOf(() => answers);
  const lane = await makeLane((await makeWorkspace()).id, sink.url, {
    destination: { retrySchedule: [1, 1, 1, 1, 1] },
  });
  await storeEvents(lane, { count: 30 });
  await work();
  const runtime = async () => (await destination(lane)).runtime!;
  await eventually("it opens", async () => (await runtime()).breaker === "open");
  const sent = sink.received.length;
  expect(sent).toBeLessThan(30);
  const used = async () =>
    (await db().delivery.aggregate({ where: { destinationId: lane.destinationId }, _sum: { attemptCount: true } }))._sum
      .attemptCount;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const attempts = await used();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(sink.received.length - sent).toBeLessThanOrEqual(10);
  expect(await used()).toBe(attempts);
  answers.status = 200;
  await db().destinationState.update({ where: { id: lane.destinationId }, data: { openUntil: new Date() } });
  await eventually("all are delivered", async () => (await history(lane)).length === 30, 15_000);
  expect((await runtime()).breaker).toBe("closed");
  const changes = await db().breakerTransition.findMany({
    where: { destinationId: lane.destinationId },
    orderBy: { id: "asc" },
  });
  expect(changes.map((change) => change.to)).toEqual(["open", "half_open", "closed"]);
}, 40_000);

test("a paused destination gets nothing, and everything once it is resumed", async () => {
  const sink = await sinkOf();
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, sink.url);
  const ops = await workspace.as("ops");
  await pauseDestination(ops, { id: lane.destinationId, reason: "maintenance" });
  await storeEvents(lane, { count: 3 });
  await work();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(sink.received).toHaveLength(0);
  await resumeDestination(ops, { id: lane.destinationId });
  await eventually("they arrive", () => sink.received.length === 3);
});

test("during a rotation both secrets verify", async () => {
  const sink = await sinkOf();
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, sink.url);
  const { signingSecret } = await rotateDestinationSecret(await workspace.as("engineer"), { id: lane.destinationId });
  await storeEvents(lane);
  await work();
  await eventually("it arrives", () => sink.received.length === 1);
  const { headers, body } = sink.received[0]!;
  for (const secret of [lane.secret, signingSecret])
    new Webhook(secret).verify(body.toString(), headers as Record<string, string>);
});

test("a redirect is a failure and is not followed; a refused address is dead at once", async () => {
  const other = await sinkOf();
  const sink = await sinkOf(() => ({ status: 302, headers: { location: other.url } }));
  const { id: workspaceId } = await makeWorkspace();
  const redirecting = await makeLane(workspaceId, sink.url, { destination: { retrySchedule: [1] } });
  const blocked = await makeLane(workspaceId, "http://169.254.169.254/latest");
  await storeEvents(redirecting);
  await storeEvents(blocked);
  await work();
  await eventually(
    "both are dead",
    async () => (await history(redirecting)).length + (await history(blocked)).length === 2,
  );
  expect((await history(redirecting))[0]).toMatchObject({ state: 5, reason: "exhausted", lastStatus: 302 });
  expect((await history(blocked))[0]).toMatchObject({ state: 5, reason: "blocked", attemptCount: 1 });
  expect(other.received).toHaveLength(0);
});

test("a result under a lease that has passed to another changes nothing and writes nothing", async () => {
  const lane = await makeLane((await makeWorkspace()).id, "http://127.0.0.1:1/");
  const [token, stale] = [crypto.randomUUID(), crypto.randomUUID()];
  const [row] = await storeEvents(lane, {
    delivery: { state: 1, leaseToken: token, leaseUntil: new Date(Date.now() + 30_000), attemptCount: 1 },
  });
  const complete = async (lease: string) => {
    const one = [[row!.id], [lease], [4], ["success"], [200], [5], [null], [0], [null], [null], ["{}"], ["{}"], [null]];
    const { rowCount } = await pool().query(COMPLETE, [...one, [newId()], [new Date()], ["0".repeat(32)]]);
    return rowCount;
  };
  expect(await complete(stale)).toBe(0);
  expect(await history(lane)).toHaveLength(0);
  expect(await db().attempt.count({ where: { deliveryId: row!.id } })).toBe(0);
  expect(await complete(token)).toBe(1);
  expect(await complete(token)).toBe(0);
  expect(await history(lane)).toHaveLength(1);
  expect(await db().attempt.count({ where: { deliveryId: row!.id } })).toBe(1);
});

test("a destination that failed for five days without one success is disabled, and its queue is held", async () => {
  const sink = await sinkOf(() => ({ status: 500 }));
  const sixDaysAgo = new Date(Date.now() - 6 * 86_400_000);
  const lane = await makeLane((await makeWorkspace()).id, sink.url, { runtime: { firstFailureAt: sixDaysAgo } });
  const younger = await makeLane((await makeWorkspace()).id, sink.url, { runtime: { firstFailureAt: new Date() } });
  await storeEvents(lane, { count: 2 });
  await storeEvents(younger);
  await work();
  await eventually("it is disabled", async () => (await destination(lane)).status === "disabled", 20_000);
  expect((await destination(lane)).statusReason).toContain("five days");
  await eventually("its queue is held", async () => (await states(lane)).every((state) => state === 2), 20_000);
  expect((await destination(younger)).status).toBe("active");
}, 60_000);

const states = async (lane: TestLane) =>
  (await db().delivery.findMany({ where: { destinationId: lane.destinationId } })).map((row) => row.state);
