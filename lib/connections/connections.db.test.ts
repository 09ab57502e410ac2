import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { createConnection, insertConnection } from "./create-connection.ts";
import { createCredential } from "./create-credential.ts";
import { deleteConnection } from "./delete-connection.ts";
import { getConnection, listConnections } from "./queries.ts";
import { recordTest } from "./record-test.ts";
import { testConnection } from "./test-connection.ts";
import { changeConnection, updateConnection } from "./update-connection.ts";

const plain = { environment: "test", name: "API", baseUrl: "http://127.0.0.1:4210/v1/", testPath: "/me" };

async function arrange(workspace: TestWorkspace, more: object = {}) {
  const { id } = await createConnection(await workspace.as("admin"), { ...plain, ...more });
  return id;
}

const creating: Parameters<typeof mutationContract>[1] = {
  allowed: "engineer",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => plain,
  does: async ({ workspace }) => {
    const row = await db().connection.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({ baseUrl: "http://127.0.0.1:4210/v1", auth: "none", lastVerdict: null });
  },
};
mutationContract(insertConnection, creating);
mutationContract(createConnection, creating);

const changing: Parameters<typeof mutationContract>[1] = {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ id: await arrange(workspace), testPath: "/account" }),
  does: async ({ workspace }) => {
    const row = await db().connection.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({ testPath: "/account", name: "API" });
  },
};
mutationContract(changeConnection, changing);
mutationContract(updateConnection, changing);

mutationContract(deleteConnection, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ id: await arrange(workspace) }),
  does: async ({ workspace }) => {
    expect((await listConnections(await workspace.as("viewer"), {})).items).toHaveLength(0);
  },
});

mutationContract(testConnection, {
  allowed: "ops",
  refused: "viewer",
  arrange: async (workspace) => ({ id: await arrange(workspace, { baseUrl: "http://127.0.0.1:1" }) }),
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ verdict: "unreachable" });
    const row = await db().connection.findFirstOrThrow({
      where: { workspaceId: workspace.id },
      include: { tests: true },
    });
    expect(row.lastVerdict).toBe("unreachable");
    expect(row.tests).toHaveLength(1);
  },
});

const untrusted = {
  testedConfig: "",
  verdict: "ok",
  nextStep: "Nothing to do.",
  layers: [],
  status: 200,
  durationMs: 1,
  tlsExpiresAt: null,
  credential: null,
};

mutationContract(recordTest, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace) => ({ ...untrusted, connectionId: await arrange(workspace) }),
  does: async ({ workspace }) => {
    const row = await db().connection.findFirstOrThrow({
      where: { workspaceId: workspace.id },
      include: { tests: true },
    });
    expect(row.tests).toHaveLength(1);
    expect(row.lastVerdict).toBeNull();
  },
});

test("live connections are the admin's", async () => {
  const workspace = await makeWorkspace();
  const engineer = await workspace.as("engineer");
  const live = { ...plain, environment: "live" };
  await expect(createConnection(engineer, live)).rejects.toMatchObject({ kind: "forbidden" });
  const id = await arrange(workspace, { environment: "live" });
  await expect(updateConnection(engineer, { id, name: "x" })).rejects.toMatchObject({ kind: "forbidden" });
  await expect(deleteConnection(engineer, { id })).rejects.toMatchObject({ kind: "forbidden" });
});

test("an address that may never be called is refused when it is saved", async () => {
  const engineer = await (await makeWorkspace()).as("engineer");
  for (const baseUrl of [
    "http://169.254.169.254",
    "http://10.0.0.1",
    "https://user:pass@example.com",
    "http://2852039166",
    "https://[::ffff:10.0.0.1]",
  ])
    await expect(createConnection(engineer, { ...plain, baseUrl }), baseUrl).rejects.toMatchObject({
      kind: "invalid_input",
      fields: { baseUrl: expect.any(Array) },
    });
  const id = (await createConnection(engineer, plain)).id;
  await expect(updateConnection(engineer, { id, baseUrl: "http://10.0.0.1" })).rejects.toMatchObject({
    kind: "invalid_input",
  });
});

test("test and live never share a connection's credential", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const live = await createCredential(admin, {
    environment: "live",
    name: "K",
    kind: "bearer",
    value: "sk_live_12345678",
  });
  await expect(createConnection(admin, { ...plain, auth: "bearer", credentialId: live.id })).rejects.toMatchObject({
    kind: "conflict",
  });
});

test("how it signs in must fit its credential", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const bearer = { environment: "test", name: "K", kind: "bearer", value: "sk_test_12345678" };
  const { id } = await createCredential(admin, bearer);
  const hmac = await createCredential(admin, { ...bearer, name: "H", kind: "hmac_secret" });
  for (const wrong of [
    { auth: "bearer" },
    { auth: "basic", credentialId: id },
    { auth: "header", credentialId: id },
    { auth: "none", credentialId: id },
    { auth: "bearer", credentialId: hmac.id },
  ])
    await expect(createConnection(admin, { ...plain, ...wrong })).rejects.toMatchObject({ kind: "invalid_input" });
  const stranger = await makeWorkspace();
  await expect(
    createConnection(await stranger.as("admin"), { ...plain, auth: "bearer", credentialId: id }),
  ).rejects.toMatchObject({ kind: "not_found" });
});

test("a change forgets the verdict, and a test of the old configuration does not bring it back", async () => {
  const workspace = await makeWorkspace();
  const engineer = await workspace.as("engineer");
  const id = await arrange(workspace);
  await db().connection.update({ where: { id }, data: { lastVerdict: "ok", lastTestedAt: new Date() } });
  await updateConnection(engineer, { id, testPath: "/other" });
  expect(await getConnection(engineer, id)).toMatchObject({ lastVerdict: null });
  await recordTest(engineer, { ...untrusted, connectionId: id, testedConfig: "of an earlier configuration" });
  expect(await getConnection(engineer, id)).toMatchObject({ lastVerdict: null });
});

test("a list turns its pages without losing or repeating a row", async () => {
  const workspace = await makeWorkspace();
  for (let i = 0; i < 5; i++) await arrange(workspace, { name: `API ${i}` });
  const viewer = await workspace.as("viewer");
  const first = await listConnections(viewer, { limit: 2 });
  const second = await listConnections(viewer, { limit: 2, cursor: first.next ?? "" });
  const third = await listConnections(viewer, { limit: 2, cursor: second.next ?? "" });
  const names = [...first.items, ...second.items, ...third.items].map(({ name }) => name);
  expect(names).toEqual(["API 4", "API 3", "API 2", "API 1", "API 0"]);
  expect(third.next).toBeNull();
});
