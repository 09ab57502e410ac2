import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { tokenOf } from "#lib/testing/token.ts";
import { evaluateOnChange, sweepGates } from "./jobs.ts";
import { getChecklist, getGate } from "./queries.ts";
import { recheckIntegration } from "./recheck-integration.ts";
import { attestItem, markNotApplicable, reopenItem } from "./vouch.ts";
import { decideWaiver, requestWaiver, revokeWaiver } from "./waive.ts";

const DAY = 86_400_000;
const reason = "The provider has no such thing.";

async function arrange() {
  const workspace = await makeWorkspace();
  const { id, slug } = await makeIntegration(workspace.id, "payment");
  const engineer = await workspace.as("engineer");
  const state = async (key: string) => {
    const { items } = await getChecklist(engineer, slug);
    return items.find((item) => item.key === key)?.state;
  };
  return { workspace, id, slug, engineer, state };
}

test("an automatic item cannot be ticked by hand, and the refusal says what to do instead", async () => {
  const { slug, engineer, state } = await arrange();
  await expect(attestItem(engineer, { slug, key: "PAY-ARC-2", reason })).rejects.toMatchObject({
    kind: "precondition_failed",
    message: expect.stringContaining("proven by facts"),
  });
  expect(await state("PAY-ARC-2")).toBe("open");
});

test("an item that nothing here observes is attested by a person, and the attestation runs out", async () => {
  const { workspace, slug, engineer, state } = await arrange();
  expect(await state("PAY-TST-2")).toBe("no_data");
  await attestItem(engineer, { slug, key: "PAY-TST-2", reason, url: "https://ci.example.test/run/1" });
  expect(await state("PAY-TST-2")).toBe("passed");
  const later = await workspace.as("engineer", { now: () => new Date(Date.now() + 366 * DAY) });
  await recheckIntegration(later, { slug });
  expect(await state("PAY-TST-2")).toBe("stale");
});

test("not applicable needs a reason, leaves the count and is taken back by hand", async () => {
  const { slug, engineer, state } = await arrange();
  const before = await getGate(engineer, { slug, gate: "design" });
  await expect(markNotApplicable(engineer, { slug, key: "PAY-REQ-4", reason: "" })).rejects.toMatchObject({
    kind: "invalid_input",
  });
  await markNotApplicable(engineer, { slug, key: "PAY-REQ-4", reason });
  expect((await getGate(engineer, { slug, gate: "design" })).required).toBe(before.required - 1);
  await reopenItem(engineer, { slug, key: "PAY-REQ-4" });
  expect(await state("PAY-REQ-4")).not.toBe("not_applicable");
});

test("a waiver needs a second person, carries the gate with a warning, and stops counting when it ends", async () => {
  const { workspace, id, slug, engineer, state } = await arrange();
  const admin = await workspace.as("admin");
  const { id: waiverId } = await requestWaiver(admin, { slug, key: "PAY-TST-4", reason, days: 14 });
  for (const same of [admin, await tokenOf(admin)])
    await expect(decideWaiver(same, { waiverId, approve: true })).rejects.toMatchObject({ kind: "forbidden" });
  await decideWaiver(await workspace.as("ops"), { waiverId, approve: true });
  expect(await state("PAY-TST-4")).toBe("waived");
  for (const { key } of (await getGate(engineer, { slug, gate: "verification" })).blocking)
    await markNotApplicable(engineer, { slug, key, reason });
  expect((await getGate(engineer, { slug, gate: "verification" })).verdict).toBe("warn");
  const later = await workspace.as("viewer", { now: () => new Date(Date.now() + 15 * DAY) });
  expect((await getGate(later, { slug, gate: "verification" })).verdict).not.toBe("warn");
  await evaluateOnChange(
    { ...later, actor: { kind: "worker", id: "w", label: "worker" } },
    { workspaceId: workspace.id, integrationId: id },
  );
  expect(await state("PAY-TST-4")).toBe("no_data");
  expect(await db().waiver.findUniqueOrThrow({ where: { id: waiverId } })).toMatchObject({ state: "expired" });
});

test("compliance is waived for a month at most, and one request at a time", async () => {
  const { slug, engineer } = await arrange();
  const ask = (key: string, days: number) => requestWaiver(engineer, { slug, key, reason, days });
  await expect(ask("PAY-CMP-1", 31)).rejects.toMatchObject({ kind: "invalid_input" });
  await ask("PAY-CMP-1", 30);
  await expect(ask("PAY-CMP-1", 10)).rejects.toMatchObject({ kind: "conflict" });
});

test("the sweep looks at every integration, and one that fails stops no other", async () => {
  const { engineer } = await arrange();
  await arrange();
  const ctx = { ...engineer, actor: { kind: "worker" as const, id: "w", label: "worker" } };
  const swept = await sweepGates((workspaceId) => ({ ...ctx, workspaceId }));
  expect(swept.evaluated).toBeGreaterThanOrEqual(2);
  expect(swept.failed).toBe(0);
});

const item = async (workspace: TestWorkspace, key: string) => ({
  slug: (await makeIntegration(workspace.id, "payment")).slug,
  key,
});
const asked = async (workspace: TestWorkspace) =>
  requestWaiver(await workspace.as("engineer"), { ...(await item(workspace, "PAY-TST-4")), reason, days: 7 });

mutationContract(recheckIntegration, {
  allowed: "engineer",
  refused: "viewer",
  audits: false,
  arrange: (workspace) => item(workspace, "PAY-ARC-2"),
  does: async ({ value }) => expect(value).toMatchObject({ checked: 34 }),
});
mutationContract(attestItem, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ ...(await item(workspace, "PAY-TST-2")), reason }),
  does: async ({ value }) => expect(value).toMatchObject({ state: "passed" }),
});
mutationContract(markNotApplicable, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ ...(await item(workspace, "PAY-ARC-2")), reason }),
  does: async ({ value }) => expect(value).toMatchObject({ state: "not_applicable" }),
});
mutationContract(reopenItem, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => {
    const address = await item(workspace, "PAY-ARC-2");
    await markNotApplicable(await workspace.as("engineer"), { ...address, reason });
    return address;
  },
  does: async ({ value }) => expect(value).toMatchObject({ state: "open" }),
});
mutationContract(requestWaiver, {
  allowed: "engineer",
  refused: "ops",
  arrange: async (workspace) => ({ ...(await item(workspace, "PAY-TST-4")), reason, days: 7 }),
  does: async ({ value }) => expect(value).toMatchObject({ state: "requested" }),
});
mutationContract(decideWaiver, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ waiverId: (await asked(workspace)).id, approve: true }),
  does: async ({ value }) => expect(value).toMatchObject({ state: "approved", itemState: "waived" }),
});
mutationContract(revokeWaiver, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { id } = await asked(workspace);
    await decideWaiver(await workspace.as("ops"), { waiverId: id, approve: true });
    return { waiverId: id, comment: "The provider fixed it." };
  },
  does: async ({ value }) => expect(value).toMatchObject({ state: "revoked", itemState: "no_data" }),
});
