import { Webhook } from "standardwebhooks";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { createOutbound } from "#lib/http/outbound/create-outbound.ts";
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

async function work(options: Parameters<typeof startTestDispatch>[0] = {}) {
  const dispatch = await startTestDispatch(options);
  open.push(dispatch.stop);
  return dispatch;
}

const historyOf = (destinationId: string) =>
  db().deliveryHistory.findMany({ where: { destinationId }, orderBy: { id: "asc" } });
const attemptsOf = (deliveryId: string) => db().attempt.findMany({ where: { deliveryId }, orderBy: { number: "asc" } });

describe("a pending delivery", () => {
  test("arrives with the same bytes, signed so that standardwebhooks verifies it, and leaves a history row", async () => {
    const sink = await sinkOf();
    const { id: workspaceId } = await makeWorkspace();
    const lane = await makeLane(workspaceId, `${sink.url}/hook`);
    const body = Buffer.from('{"b": 1,\n "a":"\\u0000ü"}');
    const [delivery] = await storeEvents(lane, { body: () => body });
    await work();
    await eventually("one history row", async () => (await historyOf(lane.destinationId)).length === 1);
    const received = sink.received[0]!;
    expect(received.body.equals(body)).toBe(true);
    expect(received.path).toBe("/hook");
    expect(received.headers["content-type"]).toBe("application/json; charset=utf-8");
    expect(received.headers["webhook-id"]).toBe(`msg_${delivery!.eventId}`);
    expect(received.headers["user-agent"]).toMatch(/^Interlock\//);
    expect(received.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    new Webhook(lane.secret).verify(body.toString(), received.headers as Record<string, string>);
    expect(() => new Webhook(lane.secret).verify(`${body} `, received.headers as Record<string, string>)).toThrow();
    expect(await db().delivery.count({ where: { destinationId: lane.destinationId } })).toBe(0);
    const [row] = await historyOf(lane.destinationId);
    expect(row).toMatchObject({ state: 4, attemptCount: 1, lastStatus: 204 });
    const [attempt] = await attemptsOf(delivery!.id);
    expect(attempt).toMatchObject({ outcome: "success", status: 204, number: 1 });
  });

  test("retries on the destination's schedule, never earlier, and is dead with its reason when it ends", async () => {
    const sink = await sinkOf(() => ({ status: 503, body: "down for repair" }));
    const { id: workspaceId } = await makeWorkspace();
    const lane = await makeLane(workspaceId, sink.url, { destination: { retrySchedule: [1, 2] } });
    const [delivery] = await storeEvents(lane);
    await work();
    await eventually("a dead letter", async () => (await historyOf(lane.destinationId)).length === 1);
    expect(sink.received).toHaveLength(3);
    const [first, second, third] = sink.received.map((r) => r.at);
    expect(second! - first!).toBeGreaterThanOrEqual(1_000);
    expect(third! - second!).toBeGreaterThanOrEqual(2_000);
    expect(new Set(sink.received.map((r) => r.headers["webhook-id"])).size).toBe(1);
    expect(new Set(sink.received.map((r) => r.sha)).size).toBe(1);
    const [row] = await historyOf(lane.destinationId);
    expect(row).toMatchObject({ state: 5, reason: "exhausted", lastStatus: 503, attemptCount: 3, resolution: null });
    const attempts = await attemptsOf(delivery!.id);
    expect(attempts.map((a) => a.outcome)).toEqual(["http_5xx", "http_5xx", "http_5xx"]);
    expect(Buffer.from(attempts[0]!.responseBody!).toString()).toBe("down for repair");
  });

  test("waits and says why when its destination's secret does not open; the other destinations are served", async () => {
    const sink = await sinkOf();
    const { id: workspaceId } = await makeWorkspace();
    const [broken, sound] = [await makeLane(workspaceId, sink.url), await makeLane(workspaceId, sink.url)];
    await db().destinationSecret.updateMany({
      where: { destinationId: broken.destinationId },
      data: { sealed: new Uint8Array(Buffer.from("not an envelope")) },
    });
    const [stuck] = await storeEvents(broken);
    await storeEvents(sound);
    await work();
    await eventually("the sound one is served", async () => (await historyOf(sound.destinationId)).length === 1);
    await eventually("the stuck one says why", async () => (await attemptsOf(stuck!.id)).length === 1);
    expect((await attemptsOf(stuck!.id))[0]).toMatchObject({
      outcome: "misconfigured",
      status: null,
      error: expect.stringMatching(/Rotate it/),
    });
    const waiting = await db().delivery.findUniqueOrThrow({ where: { id: stuck!.id } });
    expect(waiting.nextAttemptAt.getTime()).toBeGreaterThan(Date.now());
    expect(sink.received).toHaveLength(1);
  });

  test("is dead at the end of its schedule when it cannot even be prepared; the others of its destination flow", async () => {
    const sink = await sinkOf();
    const { id: workspaceId } = await makeWorkspace();
    const lane = await makeLane(workspaceId, sink.url, { destination: { retrySchedule: [1, 1] } });
    const real = createOutbound({
      policy: { allowCidrs: ["127.0.0.0/8"], allowHosts: [], allowHttp: true, ownHosts: [] },
    });
    open.push(() => real.close());
    const send: typeof real.send = (request) => {
      if (String(request.body).includes("poison")) throw new Error("a defect");
      return real.send(request);
    };
    const [poison] = await storeEvents(lane, { body: () => Buffer.from('{"poison":true}') });
    await storeEvents(lane, { count: 5 });
    await work({ outbound: { ...real, send } });
    await eventually("all reach an end", async () => (await historyOf(lane.destinationId)).length === 6, 15_000);
    const dead = (await historyOf(lane.destinationId)).filter((row) => row.state === 5);
    expect(dead).toMatchObject([{ id: poison!.id, reason: "exhausted", attemptCount: 3 }]);
    expect(sink.received).toHaveLength(5);
    const { breaker, windowFailures } = await db().destinationState.findUniqueOrThrow({
      where: { id: lane.destinationId },
    });
    expect({ breaker, windowFailures }).toEqual({ breaker: "closed", windowFailures: 0 });
  });
});
