import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { inheritedEnvironment } from "#lib/env.ts";
import { makeLane, storeEvents } from "#lib/testing/deliveries.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { eventually, startSink } from "#lib/testing/sink.ts";

const children: ChildProcess[] = [];
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const close of closers.splice(0)) await close();
});

/** The real process, against this test's database. */
function startWorkerProcess(): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", join(import.meta.dirname, "main.ts")],
    {
      env: { ...inheritedEnvironment(), NODE_ENV: "test", EGRESS_ALLOW_CIDRS: "127.0.0.0/8", LOG_LEVEL: "warn" },
      stdio: "inherit",
    },
  );
  children.push(child);
  return child;
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => {
    child.once("exit", (code) => resolve(code));
  });

test("a worker that is killed between sending and recording: it arrives again, same id and bytes, and the attempt says unknown", async () => {
  const sink = await startSink((_, nth) => (nth <= 3 ? { status: 200, delayMs: 60_000 } : { status: 200 }));
  closers.push(sink.close);
  const lane = await makeLane((await makeWorkspace()).id, sink.url);
  const rows = await storeEvents(lane, { count: 3 });
  const first = startWorkerProcess();
  await eventually("all three are in the air", () => sink.received.length === 3, 15_000);
  first.kill("SIGKILL");
  await ended(first);
  expect(await db().delivery.count({ where: { state: 1, destinationId: lane.destinationId } })).toBe(3);
  await db().delivery.updateMany({ where: { state: 1 }, data: { leaseUntil: new Date(Date.now() - 1_000) } });
  startWorkerProcess();
  const history = () => db().deliveryHistory.findMany({ where: { destinationId: lane.destinationId } });
  await eventually("all three are delivered", async () => (await history()).length === 3, 25_000);
  expect(sink.received).toHaveLength(6);
  for (const { id, eventId } of rows) {
    const hits = sink.received.filter((hit) => hit.headers["webhook-id"] === `msg_${eventId}`);
    expect(hits).toHaveLength(2);
    expect(hits[0]!.sha).toBe(hits[1]!.sha);
    const attempts = await db().attempt.findMany({ where: { deliveryId: id }, orderBy: { id: "asc" } });
    expect(attempts.map((attempt) => attempt.outcome)).toEqual(["unknown", "success"]);
  }
}, 60_000);

test("SIGTERM: what is in the air is finished and recorded, the rest goes back unsent, and nothing is sent twice", async () => {
  const sink = await startSink(() => ({ status: 200, delayMs: 1_500 }));
  closers.push(sink.close);
  const lane = await makeLane((await makeWorkspace()).id, sink.url, { runtime: { maxInflight: 200 } });
  await storeEvents(lane, { count: 150 });
  const worker = startWorkerProcess();
  await eventually("the slots are full", () => sink.received.length === 64, 15_000);
  worker.kill("SIGTERM");
  expect(await ended(worker)).toBe(0);
  expect(sink.received).toHaveLength(64);
  const where = { destinationId: lane.destinationId };
  expect(await db().deliveryHistory.count({ where: { ...where, state: 4 } })).toBe(64);
  expect(await db().delivery.count({ where: { ...where, state: 0, attemptCount: 0 } })).toBe(86);
  expect(await db().processHeartbeat.count({ where: { id: { endsWith: `:${worker.pid}` } } })).toBe(0);
}, 60_000);

test("SIGTERM in the middle of the start: what had opened is closed, and no heartbeat stays behind", async () => {
  for (const afterMs of [0, 60, 200]) {
    const sink = await startSink(() => ({ status: 200 }));
    closers.push(sink.close);
    const lane = await makeLane((await makeWorkspace()).id, sink.url);
    await storeEvents(lane, { count: 1 });
    const worker = startWorkerProcess();
    await eventually("the first part is open", () => sink.received.length === 1, 15_000);
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    worker.kill("SIGTERM");
    expect(await ended(worker)).toBe(0);
    expect(await db().processHeartbeat.count({ where: { id: { endsWith: `:${worker.pid}` } } })).toBe(0);
  }
}, 90_000);
