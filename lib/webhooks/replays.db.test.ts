import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeLane, storeEvents, type TestLane } from "#lib/testing/deliveries.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { cancelReplay } from "./cancel-replay.ts";
import { discardDeliveries } from "./discard-deliveries.ts";
import { previewReplay } from "./preview-replay.ts";
import { runReplay } from "./run-replay.ts";
import { startReplay } from "./start-replay.ts";

const URL = "http://127.0.0.1:4612/hook";

/** Events whose deliveries have ended dead, as the worker would have recorded them. */
async function makeDead(lane: TestLane, count: number, reason = "exhausted"): Promise<string[]> {
  const rows = await storeEvents(lane, { count });
  const ids = rows.map((row) => row.id);
  await db().$executeRaw`
    with gone as (delete from delivery where id = any(${ids}::uuid[]) returning *)
    insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment,
      event_type, replay_no, bucket, state, attempt_count, reason, last_status, created_at, finished_at)
    select id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type, replay_no,
      bucket, 5, 3, ${reason}, 503, created_at, now() from gone`;
  return ids;
}

async function arrangeDead(workspace: TestWorkspace, environment: "test" | "live" = "test") {
  const lane = await makeLane(workspace.id, URL, { environment });
  return { lane, deliveryIds: await makeDead(lane, 3) };
}

mutationContract(startReplay, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ deliveryIds: (await arrangeDead(workspace)).deliveryIds, reason: "mapping fixed" }),
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ total: 3 });
    const replay = await db().replay.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(replay).toMatchObject({ state: "queued", total: 3, reason: "mapping fixed" });
  },
});

mutationContract(cancelReplay, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => {
    const { deliveryIds } = await arrangeDead(workspace);
    const ctx = await workspace.as("engineer");
    const { id } = await startReplay(ctx, { deliveryIds });
    await runReplay(ctx, id);
    return { id };
  },
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ cancelled: 3, reopened: 3 });
    const where = { workspaceId: workspace.id, state: 5, resolution: null };
    expect(await db().deliveryHistory.count({ where })).toBe(3);
    expect(await db().delivery.count({ where: { workspaceId: workspace.id } })).toBe(0);
  },
});

mutationContract(discardDeliveries, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ deliveryIds: (await arrangeDead(workspace)).deliveryIds, reason: "superseded" }),
  does: async ({ workspace }) => {
    const rows = await db().deliveryHistory.findMany({ where: { workspaceId: workspace.id } });
    expect(rows.map((row) => [row.resolution, row.resolvedReason])).toEqual(Array(3).fill(["discarded", "superseded"]));
  },
});

test("a replay gets the next number for the same event and route, settles the dead letter, and running it again adds nothing", async () => {
  const workspace = await makeWorkspace();
  const { deliveryIds, lane } = await arrangeDead(workspace);
  const ctx = await workspace.as("engineer");
  expect(await previewReplay(ctx, { deliveryIds })).toMatchObject({ count: 3, leftOut: 0 });
  const { id } = await startReplay(ctx, { deliveryIds });
  await runReplay(ctx, id);
  await db().replay.update({ where: { id }, data: { state: "running", cursor: null } });
  await runReplay(ctx, id);
  const copies = await db().delivery.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
  const originals = await db().deliveryHistory.findMany({
    where: { workspaceId: workspace.id },
    orderBy: { id: "asc" },
  });
  expect(copies.map((row) => row.eventId)).toEqual(originals.map((row) => row.eventId));
  expect(
    copies.every((row) => row.replayNo === 1 && row.replayId === id && row.destinationId === lane.destinationId),
  ).toBe(true);
  expect(originals.every((row) => row.resolution === "replayed")).toBe(true);
  await expect(startReplay(ctx, { deliveryIds })).rejects.toMatchObject({ kind: "precondition_failed" });
});

test("the rate spaces what is sent", async () => {
  const workspace = await makeWorkspace();
  const { deliveryIds } = await arrangeDead(workspace);
  const ctx = await workspace.as("engineer");
  const { id } = await startReplay(ctx, { deliveryIds, ratePerSecond: 1 });
  await runReplay(ctx, id);
  const rows = await db().delivery.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
  const due = rows.map((row) => row.nextAttemptAt.getTime());
  expect(due[1]! - due[0]!).toBe(1_000);
  expect(due[2]! - due[1]!).toBe(1_000);
});

test("live dead letters need the right to replay live, and an engineer has only the one for test", async () => {
  const workspace = await makeWorkspace();
  const { deliveryIds } = await arrangeDead(workspace, "live");
  await expect(startReplay(await workspace.as("engineer"), { deliveryIds })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await startReplay(await workspace.as("ops"), { filter: { state: "dead", environment: "live" } });
});

test("waiting deliveries can be discarded too, and end as cancelled with the reason", async () => {
  const workspace = await makeWorkspace();
  const lane = await makeLane(workspace.id, URL);
  const rows = await storeEvents(lane, { count: 2, delivery: { state: 3 } });
  const deliveryIds = [...rows.map((row) => row.id), newId()];
  const value = await discardDeliveries(await workspace.as("ops"), { deliveryIds, reason: "not wanted" });
  expect(value).toEqual({ discarded: 0, cancelled: 2 });
  const ended = await db().deliveryHistory.findMany({ where: { workspaceId: workspace.id } });
  expect(ended.map((row) => [row.state, row.resolvedReason])).toEqual([
    [6, "not wanted"],
    [6, "not wanted"],
  ]);
});
