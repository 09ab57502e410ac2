import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeLane, storeEvents, type TestLane } from "#lib/testing/deliveries.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { countStates, getDelivery, listCauses, listDeliveries } from "./delivery-queries.ts";
import { getDestination, listDestinations } from "./destination-queries.ts";
import { listEvents } from "./event-queries.ts";

const URL = "http://127.0.0.1:4613/hook";

async function end(
  lane: TestLane,
  state: number,
  count: number,
  more: { reason?: string; status?: number; type?: string } = {},
) {
  const rows = await storeEvents(lane, { count, type: more.type ?? "order.paid" });
  const ids = rows.map((row) => row.id);
  await db().$executeRaw`
    with gone as (delete from delivery where id = any(${ids}::uuid[]) returning *)
    insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment,
      event_type, replay_no, bucket, state, attempt_count, reason, last_status, created_at, finished_at)
    select id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type, replay_no,
      bucket, ${state}, 1, ${more.reason ?? null}, ${more.status ?? null}, created_at, now() from gone`;
  return rows;
}

test("one list holds what waits and what ended, newest first, page by page, without a gap or a repeat", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL);
  const ids: string[] = [];
  for (let n = 0; n < 4; n++) {
    ids.push(...(await storeEvents(lane, { count: 2 })).map((row) => row.id));
    ids.push(...(await end(lane, n % 2 === 0 ? 4 : 5, 2)).map((row) => row.id));
  }
  const ctx = await workspace.as("viewer");
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await listDeliveries(ctx, { limit: 3, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next;
  } while (cursor !== null);
  expect(seen).toEqual(ids.toReversed());
});

test("filters narrow it: state, destination, type, event, text; a paused destination's pending rows are called held", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL);
  const paused = await makeLane(workspace.id, URL, { runtime: { paused: true } });
  const [waiting] = await storeEvents(lane, { type: "invoice.sent" });
  const [held] = await storeEvents(paused);
  const [dead] = await end(lane, 5, 1, { reason: "refused", status: 422 });
  const [done] = await end(lane, 4, 1, { status: 200 });
  const ctx = await workspace.as("viewer");
  const find = async (filter: object) => (await listDeliveries(ctx, filter)).items.map((item) => item.id);
  expect(await find({ state: "pending" })).toEqual([waiting!.id]);
  expect(await find({ state: "held" })).toEqual([held!.id]);
  expect(await find({ state: "dead" })).toEqual([dead!.id]);
  expect(await find({ state: "delivered,dead" })).toEqual([done!.id, dead!.id]);
  expect(await find({ destination: paused.destinationId })).toEqual([held!.id]);
  const events = await listEvents(await workspace.as("viewer"), { source: paused.sourceId });
  expect(events.items.map((event) => event.deliveries)).toEqual([[{ state: "held", count: 1 }]]);
  expect(await find({ type: "invoice.*" })).toEqual([waiting!.id]);
  expect(await find({ event: done!.eventId })).toEqual([done!.id]);
  expect(await find({ text: `msg_${done!.eventId}` })).toEqual([done!.id]);
  expect(await find({ text: "INVOICE" })).toEqual([waiting!.id]);
  expect(await find({ text: "100%" })).toEqual([]);
  const item = (await listDeliveries(ctx, { state: "dead" })).items[0]!;
  expect(item.why).toBe("422, the destination refuses it");
  expect(await countStates(ctx, { since: new Date(0) })).toMatchObject({ pending: 1, held: 1, dead: 1, delivered: 1 });
});

test("dead letters are grouped by cause and destination, the largest first", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL);
  await end(lane, 5, 3, { reason: "exhausted", status: 503, type: "order.paid" });
  await end(lane, 5, 1, { reason: "refused", status: 422, type: "order.sent" });
  const groups = await listCauses(await workspace.as("viewer"));
  expect(groups.map((group) => [group.title, group.count, group.types])).toEqual([
    ["503, retries used up", 3, ["order.paid"]],
    ["422, refused", 1, ["order.sent"]],
  ]);
});

test("another workspace sees none of it, and its ids answer like missing ones", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL);
  const [row] = await storeEvents(lane);
  const stranger = await (await makeWorkspace()).as("admin");
  expect((await listDeliveries(stranger, {})).items).toEqual([]);
  expect((await listDeliveries(stranger, { event: row!.eventId })).items).toEqual([]);
  expect(await listDestinations(stranger)).toEqual([]);
  const missing = await getDelivery(stranger, newId()).catch((error: unknown) => error);
  expect(missing).toMatchObject({ kind: "not_found" });
  await expect(getDelivery(stranger, row!.id)).rejects.toThrow((missing as Error).message);
  await expect(getDestination(stranger, lane.destinationId)).rejects.toMatchObject({ kind: "not_found" });
});

test("a destination shows its state, counts and limits, and never its secret", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL, { destination: { retrySchedule: [1, 2] } });
  await storeEvents(lane, { count: 2 });
  await end(lane, 5, 1, { reason: "exhausted" });
  const dto = await getDestination(await workspace.as("viewer"), lane.destinationId);
  expect(dto).toMatchObject({
    status: "active",
    breaker: "closed",
    retry: { scheduleSeconds: [1, 2] },
    counts: { pending: 2, dead: 1 },
    secrets: [{ lastFour: lane.secret.slice(-4) }],
  });
  expect(JSON.stringify(dto)).not.toContain(lane.secret);
});
