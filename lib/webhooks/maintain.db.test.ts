import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { idFloor } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { makeLane, storeEvents, type TestLane } from "#lib/testing/deliveries.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { maintainWebhooks } from "./maintain.ts";

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

/** An id of that moment, as the gateway would have made it then. */
function idOf(at: Date): string {
  return `${idFloor(at).slice(0, 14)}7${randomBytes(2).toString("hex").slice(1)}-8${randomBytes(2).toString("hex").slice(1)}-${randomBytes(6).toString("hex")}`;
}

async function storeThen(lane: TestLane, at: Date): Promise<string> {
  await pool().query("select ensure_partitions($1::date, $1::date)", [at.toISOString().slice(0, 10)]);
  const id = idOf(at);
  const eventId = (await storeEvents(lane))[0]?.eventId ?? "";
  await pool().query("delete from delivery where event_id = $1", [eventId]);
  await pool().query("update event set id = $2 where id = $1", [eventId, id]);
  return id;
}

async function endThen(lane: TestLane, eventId: string, at: Date, resolution: string | null): Promise<string> {
  const id = idOf(at);
  await pool().query(
    `insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, environment, event_type,
       replay_no, bucket, state, attempt_count, resolution, created_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, 'test', 'x', 0, 0, 5, 1, $7, $8, $8)`,
    [id, lane.workspaceId, eventId, lane.sourceId, lane.routeId, lane.destinationId, resolution, at],
  );
  return id;
}

const isThere = async (id: string) => (await db().event.count({ where: { id } })) === 1;

test("a day past its retention goes, whole; the days that the policy keeps stay", async () => {
  const workspace = await makeWorkspace({ eventRetentionDays: 30 });
  const lane = await makeLane(workspace.id, "http://127.0.0.1:9/");
  const [past, kept] = [await storeThen(lane, daysAgo(40)), await storeThen(lane, daysAgo(20))];
  await maintainWebhooks();
  expect([await isThere(past), await isThere(kept)]).toEqual([false, true]);
});

test("a day with an open dead letter stays until somebody decides, then it goes", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, "http://127.0.0.1:9/");
  const at = daysAgo(45);
  const eventId = await storeThen(lane, at);
  const dead = await endThen(lane, eventId, at, null);
  await maintainWebhooks();
  expect(await isThere(eventId)).toBe(true);
  await pool().query("update delivery_history set resolution = 'discarded' where id = $1", [dead]);
  await maintainWebhooks();
  expect(await isThere(eventId)).toBe(false);
});

test("a day with a delivery that has not ended stays", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, "http://127.0.0.1:9/");
  const eventId = await storeThen(lane, daysAgo(50));
  const [waiting] = await storeEvents(lane);
  await pool().query("update delivery set event_id = $2 where id = $1", [waiting?.id, eventId]);
  await maintainWebhooks();
  expect(await isThere(eventId)).toBe(true);
});

test("a source remembers when its newest event came", async () => {
  const lane = await makeLane((await makeWorkspace()).id, "http://127.0.0.1:9/");
  await storeEvents(lane, { count: 2 });
  await maintainWebhooks();
  const source = await db().source.findUniqueOrThrow({ where: { id: lane.sourceId } });
  expect(Date.now() - (source.lastEventAt?.getTime() ?? 0)).toBeLessThan(60_000);
});
