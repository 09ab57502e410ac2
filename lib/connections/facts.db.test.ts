import { expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { createConnection } from "./create-connection.ts";
import { createCredential } from "./create-credential.ts";
import { connectionFacts } from "./facts.ts";
import { rotateCredential } from "./rotate-credential.ts";

const NOW = new Date("2026-11-20T12:00:00Z");

async function makeIntegration(workspace: TestWorkspace): Promise<string> {
  const id = newId();
  await db().integration.create({
    data: { id, workspaceId: workspace.id, slug: "stripe", name: "Stripe", kind: "payment" },
  });
  return id;
}

async function setUp() {
  const workspace = await makeWorkspace();
  const integrationId = await makeIntegration(workspace);
  const admin = await workspace.as("admin");
  const read = async () => {
    const scope = { workspaceId: workspace.id, integrationId, slug: "stripe", now: NOW, wants: () => true };
    const seen = await connectionFacts(db(), scope);
    return Object.fromEntries(seen.map(({ key, value }) => [key, value]));
  };
  const credential = (environment: string, value: object) =>
    createCredential(admin, {
      environment,
      integration: "stripe",
      name: `${environment} key`,
      kind: "bearer",
      ...value,
    });
  return { workspace, admin, integrationId, read, credential };
}

test("nothing is claimed about credentials that are not there", async () => {
  const { read } = await setUp();
  expect(await read()).toEqual({ "connection.count": 0, "credential.test.count": 0, "system.without_auth": 0 });
});

test("test and live are compared by fingerprint, and a key's mode by its prefix", async () => {
  const { admin, read, credential } = await setUp();
  const { id } = await credential("test", { value: "sk_live_the_same_value" });
  await credential("live", { value: "sk_live_the_same_value" });
  expect(await read()).toMatchObject({ "credential.test.same_as_live": true, "credential.test.key_mode": "live" });
  await rotateCredential(admin, { id, value: "sk_test_another_value" });
  expect(await read()).toMatchObject({ "credential.test.same_as_live": false, "credential.test.key_mode": "test" });
});

test("a reference that was never read is no data, not a pass", async () => {
  const { read, credential } = await setUp();
  await credential("test", { value: "sk_test_a_sealed_value" });
  await credential("live", { reference: "env:NEVER_READ" });
  expect(await read()).not.toHaveProperty("credential.test.same_as_live");
});

test("the oldest test of a test credential gives the age, and every one has to be accepted", async () => {
  const { admin, read, credential, workspace, integrationId } = await setUp();
  const { id } = await credential("test", { value: "sk_test_a_sealed_value" });
  const make = async (name: string) =>
    createConnection(admin, {
      environment: "test",
      integration: "stripe",
      name,
      baseUrl: "http://127.0.0.1:4211",
      auth: "bearer",
      credentialId: id,
    });
  const [first, second] = [await make("A"), await make("B")];
  expect(await read()).not.toHaveProperty("credential.test.auth_ok");
  const tested = (at: string, verdict: "ok" | "rejected") => ({ lastVerdict: verdict, lastTestedAt: new Date(at) });
  await db().connection.update({ where: { id: first.id }, data: tested("2026-11-20T10:00:00Z", "ok") });
  await db().connection.update({ where: { id: second.id }, data: tested("2026-11-20T11:00:00Z", "ok") });
  const scope = { workspaceId: workspace.id, integrationId, slug: "stripe", now: NOW, wants: () => false };
  const seen = (await connectionFacts(db(), scope)).find(({ key }) => key === "credential.test.auth_ok");
  expect(seen).toMatchObject({ value: true, observedAt: new Date("2026-11-20T10:00:00Z") });
  expect(seen?.expiresAt).toEqual(new Date("2026-11-21T10:00:00Z"));
  await db().workspace.update({ where: { id: workspace.id }, data: { policies: { credentialProbeValidHours: 1 } } });
  const strict = (await connectionFacts(db(), scope)).find(({ key }) => key === "credential.test.auth_ok");
  expect(strict?.expiresAt).toEqual(new Date("2026-11-20T11:00:00Z"));
  await db().connection.update({ where: { id: second.id }, data: tested("2026-11-20T11:00:00Z", "rejected") });
  expect(await read()).toMatchObject({ "credential.test.auth_ok": false });
  await rotateCredential(admin, { id, value: "sk_test_a_rotated_value" });
  expect(await read()).not.toHaveProperty("credential.test.auth_ok");
});
