import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeLane, storeEvents } from "#lib/testing/deliveries.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { createDestination, storeDestination } from "./create-destination.ts";
import { deleteDestination } from "./delete-destination.ts";
import { pauseDestination } from "./pause-destination.ts";
import { resumeDestination } from "./resume-destination.ts";
import { rotateDestinationSecret } from "./rotate-destination-secret.ts";
import { changeDestination, updateDestination } from "./update-destination.ts";
import { createRoute, deleteRoute, updateRoute } from "./write-route.ts";

const URL = "http://127.0.0.1:4611/hook";
const plain = { name: "billing", environment: "test", url: URL, retry: { scheduleSeconds: [1, 2] } };
const lane = (workspace: TestWorkspace) => makeLane(workspace.id, URL);
const read = (workspace: TestWorkspace) =>
  db().destination.findFirstOrThrow({
    where: { workspaceId: workspace.id },
    include: { runtime: true, secrets: { orderBy: { createdAt: "asc" } } },
  });

mutationContract(storeDestination, {
  allowed: "engineer",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => ({ ...plain, maxInflight: 3, ratePerS: 5, headers: { "x-team": "billing" } }),
  does: async ({ workspace, value }) => {
    const row = await read(workspace);
    expect(row).toMatchObject({ url: URL, retrySchedule: [1, 2], headers: { "x-team": "billing" } });
    expect(row.runtime).toMatchObject({ maxInflight: 3, ratePerS: 5, paused: false });
    const { signingSecret } = value as { signingSecret: string };
    expect(signingSecret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(Buffer.from(row.secrets[0]!.sealed).includes(Buffer.from(signingSecret))).toBe(false);
    const audit = await db().auditEntry.findMany({ where: { workspaceId: workspace.id } });
    expect(JSON.stringify(audit, (_, v) => (typeof v === "bigint" ? String(v) : v))).not.toContain(signingSecret);
  },
});

mutationContract(changeDestination, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ id: (await lane(workspace)).destinationId, name: "ledger", maxInflight: 2 }),
  does: async ({ workspace }) => {
    const row = await read(workspace);
    expect(row).toMatchObject({ name: "ledger", url: URL });
    expect(row.runtime?.maxInflight).toBe(2);
  },
});

mutationContract(deleteDestination, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const made = await lane(workspace);
    await storeEvents(made, { count: 2 });
    return { id: made.destinationId };
  },
  does: async ({ workspace }) => {
    expect(await db().route.count({ where: { workspaceId: workspace.id, deletedAt: null } })).toBe(0);
    const ended = await db().deliveryHistory.findMany({ where: { workspaceId: workspace.id } });
    expect(ended.map((row) => row.state)).toEqual([6, 6]);
  },
});

mutationContract(pauseDestination, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await lane(workspace)).destinationId, reason: "maintenance" }),
  does: async ({ workspace }) => {
    const row = await read(workspace);
    expect(row).toMatchObject({ status: "paused", statusReason: "maintenance" });
    expect(row.runtime?.paused).toBe(true);
  },
});

mutationContract(resumeDestination, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { destinationId } = await makeLane(workspace.id, URL, {
      destination: { status: "disabled", statusReason: "410" },
      runtime: { paused: true, breaker: "open", trips: 4 },
    });
    return { id: destinationId };
  },
  does: async ({ workspace }) => {
    const row = await read(workspace);
    expect(row.status).toBe("active");
    expect(row.runtime).toMatchObject({ paused: false, breaker: "closed", trips: 0 });
  },
});

mutationContract(rotateDestinationSecret, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ id: (await lane(workspace)).destinationId, overlapHours: 24 }),
  does: async ({ workspace }) => {
    const { secrets } = await read(workspace);
    expect(secrets).toHaveLength(2);
    expect(secrets[0]!.retiresAt!.getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect(secrets[1]!.retiresAt).toBeNull();
  },
});

mutationContract(createRoute, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const { sourceId, destinationId } = await lane(workspace);
    return { sourceId, destinationId, eventTypes: ["order.*"] };
  },
  does: async ({ workspace, value }) => {
    const route = await db().route.findUniqueOrThrow({ where: { id: (value as { id: string }).id } });
    expect(route).toMatchObject({ workspaceId: workspace.id, eventTypes: ["order.*"], enabled: true });
  },
});

mutationContract(updateRoute, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ id: (await lane(workspace)).routeId, enabled: false }),
  does: async ({ workspace }) => {
    expect(await db().route.count({ where: { workspaceId: workspace.id, enabled: true } })).toBe(0);
  },
});

mutationContract(deleteRoute, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ id: (await lane(workspace)).routeId }),
  does: async ({ workspace }) => {
    expect(await db().route.count({ where: { workspaceId: workspace.id, deletedAt: null } })).toBe(0);
  },
});

test("a live destination needs more than the right to write test ones", async () => {
  const workspace = await makeWorkspace();
  const { destinationId } = await makeLane(workspace.id, URL, { environment: "live" });
  const engineer = await workspace.as("engineer");
  await expect(changeDestination(engineer, { id: destinationId, name: "x" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(storeDestination(engineer, { ...plain, environment: "live" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await changeDestination(await workspace.as("admin"), { id: destinationId, name: "x" });
});

test("an address that may never be called is refused at saving, and says where", async () => {
  const ctx = await (await makeWorkspace()).as("engineer");
  for (const url of [
    "http://169.254.169.254/latest",
    "http://10.0.0.7/",
    "ftp://example.com/",
    "https://user:pw@example.com/",
  ])
    await expect(createDestination(ctx, { ...plain, url })).rejects.toMatchObject({
      kind: "invalid_input",
      fields: { url: [expect.any(String)] },
    });
  const { id } = await createDestination(ctx, plain);
  await expect(updateDestination(ctx, { id, url: "http://192.168.1.1/" })).rejects.toMatchObject({
    kind: "invalid_input",
  });
});

test("headers that are ours, or that would carry a secret, are refused", async () => {
  const ctx = await (await makeWorkspace()).as("engineer");
  for (const name of ["webhook-id", "Content-Type", "Authorization", "X-Api-Key", "bad name"])
    await expect(storeDestination(ctx, { ...plain, headers: { [name]: "x" } })).rejects.toMatchObject({
      kind: "invalid_input",
    });
});

test("a route joins a source and a destination of one environment", async () => {
  const workspace = await makeWorkspace();
  const testLane = await lane(workspace);
  const liveLane = await makeLane(workspace.id, URL, { environment: "live" });
  const admin = await workspace.as("admin");
  const crossed = { sourceId: testLane.sourceId, destinationId: liveLane.destinationId };
  await expect(createRoute(admin, crossed)).rejects.toMatchObject({ kind: "invalid_input" });
  await expect(createRoute(admin, { sourceId: testLane.sourceId, action: "deliver" })).rejects.toMatchObject({
    kind: "invalid_input",
  });
  await createRoute(admin, { sourceId: testLane.sourceId, action: "ignore", eventTypes: ["ping"] });
});
