import { expect, test, vi } from "vitest";
import { newId } from "#lib/core/id.ts";
import { unseal } from "#lib/crypto/seal.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { createConnection } from "./create-connection.ts";
import { createCredential } from "./create-credential.ts";
import { deleteCredential } from "./delete-credential.ts";
import { getCredential, listCredentials } from "./queries.ts";
import { placeOf, readSecret } from "./read-secret.ts";
import { rotateCredential } from "./rotate-credential.ts";

const CANARY = "CANARY-sk_test_0123456789abcd";
const sealed = { environment: "test", name: "Stripe key", kind: "bearer", value: CANARY };

async function arrange(workspace: TestWorkspace, input: object = sealed) {
  const { id } = await createCredential(await workspace.as("admin"), input);
  return id;
}

mutationContract(createCredential, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => sealed,
  does: async ({ workspace, value }) => {
    const row = await db().credential.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({
      name: "Stripe key",
      reference: null,
      lastFour: "abcd",
      keyMode: "test",
      keyId: "test",
    });
    expect(Buffer.from(row.sealed ?? []).includes(CANARY)).toBe(false);
    expect(unseal(row.sealed ?? new Uint8Array(), placeOf(row))).toBe(CANARY);
    expect(JSON.stringify(value)).not.toContain(CANARY);
  },
});

mutationContract(rotateCredential, {
  allowed: "admin",
  refused: "engineer",
  arrange: async (workspace) => ({ id: await arrange(workspace), value: "sk_live_another_value_wxyz" }),
  does: async ({ workspace }) => {
    const row = await db().credential.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({ lastFour: "wxyz", keyMode: "live" });
    expect(row.rotatedAt).not.toBeNull();
    expect(unseal(row.sealed ?? new Uint8Array(), placeOf(row))).toBe("sk_live_another_value_wxyz");
  },
});

mutationContract(deleteCredential, {
  allowed: "admin",
  refused: "engineer",
  arrange: async (workspace) => ({ id: await arrange(workspace) }),
  does: async ({ workspace }) => {
    const row = await db().credential.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row.deletedAt).not.toBeNull();
    expect(row.sealed).toBeNull();
  },
});

test("no answer, audit row or list ever carries the value", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const created = await createCredential(admin, sealed);
  const rotated = await rotateCredential(admin, { id: created.id, value: `${CANARY}-2` });
  const listed = await listCredentials(await workspace.as("viewer"), {});
  const audit = await db().auditEntry.findMany({ where: { workspaceId: workspace.id } });
  expect(audit.length).toBe(2);
  const everything = JSON.stringify([created, rotated, listed, audit.map((row) => ({ ...row, seq: 0, hash: "" }))]);
  expect(everything).not.toContain("CANARY");
  expect(listed.items[0]).toMatchObject({ store: "sealed", lastFour: "cd-2" });
});

test("a reference is stored as text and read only when it is used", async () => {
  vi.stubEnv("CONN_TEST_SECRET", "pk_live_referenced_value");
  const workspace = await makeWorkspace();
  const id = await arrange(workspace, { ...sealed, value: "", reference: "env:CONN_TEST_SECRET" });
  const shown = await getCredential(await workspace.as("viewer"), id);
  expect(shown).toMatchObject({ store: "env", reference: "env:CONN_TEST_SECRET", fingerprint: "", keyMode: "unknown" });
  const row = await db().credential.findUniqueOrThrow({ where: { id } });
  expect(await readSecret(row)).toMatchObject({ ok: true, value: "pk_live_referenced_value" });
  vi.unstubAllEnvs();
  expect(await readSecret(row)).toMatchObject({ ok: false });
});

test("a reference cannot reach Interlock's own secrets", async () => {
  for (const reference of ["env:INTERLOCK_KEYS", "env:DATABASE_URL", "file:/proc/self/environ", "file:/etc/passwd"]) {
    const read = await readSecret({ id: newId(), workspaceId: newId(), reference, sealed: null });
    expect(read, reference).toMatchObject({ ok: false });
  }
});

test("exactly one of value and reference is given", async () => {
  const admin = await (await makeWorkspace()).as("admin");
  for (const wrong of [
    {},
    { value: "abcdefgh", reference: "env:X" },
    { reference: "vault://x" },
    { value: "two\nlines" },
  ])
    await expect(createCredential(admin, { ...sealed, value: undefined, ...wrong })).rejects.toMatchObject({
      kind: "invalid_input",
    });
});

test("a credential that is used is not deleted, and rotating it forgets what was tested", async () => {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const id = await arrange(workspace);
  const connection = await createConnection(admin, {
    environment: "test",
    name: "API",
    baseUrl: "http://127.0.0.1:4210",
    auth: "bearer",
    credentialId: id,
  });
  await expect(deleteCredential(admin, { id })).rejects.toMatchObject({ kind: "conflict", message: /"API"/ });
  await db().connection.update({ where: { id: connection.id }, data: { lastVerdict: "ok", lastTestedAt: new Date() } });
  await rotateCredential(admin, { id, value: "sk_test_a_new_value_1234" });
  const row = await db().connection.findUniqueOrThrow({ where: { id: connection.id } });
  expect(row).toMatchObject({ lastVerdict: null, lastTestedAt: null });
  expect((await getCredential(admin, id)).usedBy).toEqual([{ id: connection.id, name: "API" }]);
});

test("rotating to the same value is refused", async () => {
  const workspace = await makeWorkspace();
  const id = await arrange(workspace);
  await expect(rotateCredential(await workspace.as("admin"), { id, value: CANARY })).rejects.toMatchObject({
    kind: "conflict",
  });
});
