import { expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { tokenOf } from "#lib/testing/token.ts";
import { decideGate } from "./decide-gate.ts";
import { getGate } from "./queries.ts";
import { recheckIntegration } from "./recheck-integration.ts";
import type { GateName } from "./schema.ts";
import { releaseTraffic, stopTraffic } from "./steer-traffic.ts";
import { attestItem, markNotApplicable } from "./vouch.ts";

/** Satisfies everything that holds one gate: by hand where a person may, else as not applicable. */
async function satisfy(workspace: TestWorkspace, slug: string, gate: GateName, ctx?: Ctx): Promise<Ctx> {
  const author = ctx ?? (await workspace.as("engineer"));
  for (const { key } of (await getGate(author, { slug, gate })).blocking)
    await markNotApplicable(author, { slug, key, reason: "Not part of this test's integration." });
  return author;
}

async function arrange(policies: Record<string, number | boolean> = { bakeTimeSeconds: 0 }) {
  const workspace = await makeWorkspace(policies);
  const { id, slug } = await makeIntegration(workspace.id, "generic");
  const ops = await workspace.as("ops");
  const mode = async () => (await db().integration.findUniqueOrThrow({ where: { id } })).trafficMode;
  const approve = (gate: GateName, ctx = ops) => decideGate(ctx, { slug, gate, decision: "approve" });
  return { workspace, id, slug, ops, mode, approve };
}

test("approving is refused while anything blocks, and the refusal lists what", async () => {
  const { id, approve, mode } = await arrange();
  const refused = await approve("design").catch((error: unknown) => error);
  expect(refused).toMatchObject({
    kind: "precondition_failed",
    message: expect.stringContaining("8 required items block"),
  });
  const { blocking } = (refused as { details: { blocking: { key: string; wording: string }[] } }).details;
  expect(blocking).toHaveLength(8);
  expect(blocking[0]).toMatchObject({ key: "GPRE-DOC-1", wording: "Integration design document complete" });
  expect(await db().gateDecision.count({ where: { integrationId: id } })).toBe(0);
  expect(await mode()).toBe("blocked");
});

test("traffic goes from blocked to parked, to canary, to live, one decision at a time", async () => {
  const { workspace, slug, approve, mode } = await arrange();
  await satisfy(workspace, slug, "design");
  await approve("design");
  expect(await mode()).toBe("parked");
  await satisfy(workspace, slug, "verification");
  await approve("verification");
  expect(await mode()).toBe("canary");
  await approve("verification");
  expect(await mode()).toBe("live");
  const rows = await db().gateDecision.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
  expect(rows.map((row) => [row.trafficFrom, row.trafficTo])).toEqual([
    ["blocked", "parked"],
    ["parked", "canary"],
    ["canary", "live"],
  ]);
  await expect(approve("verification")).rejects.toMatchObject({ kind: "precondition_failed" });
});

test("the second step waits until the canary has baked", async () => {
  const { workspace, slug, approve, mode } = await arrange({ bakeTimeSeconds: 3600 });
  await satisfy(workspace, slug, "design");
  await satisfy(workspace, slug, "verification");
  await approve("design");
  await approve("verification");
  await expect(approve("verification")).rejects.toMatchObject({ message: expect.stringContaining("bakes until") });
  expect(await mode()).toBe("canary");
  await approve("verification", await workspace.as("ops", { now: () => new Date(Date.now() + 3_601_000) }));
  expect(await mode()).toBe("live");
});

test("the verification gate cannot be decided before the design gate", async () => {
  const { workspace, slug, approve } = await arrange();
  await satisfy(workspace, slug, "verification");
  await expect(approve("verification")).rejects.toMatchObject({ message: expect.stringContaining("design gate") });
});

test("nobody approves a gate whose evidence they wrote, unless the policy says so, and then it is recorded", async () => {
  const { workspace, slug, approve } = await arrange();
  const admin = await satisfy(workspace, slug, "design", await workspace.as("admin"));
  const refused = await approve("design", admin).catch((error: unknown) => error);
  expect(refused).toMatchObject({
    kind: "forbidden",
    message: expect.stringContaining("you cannot approve this gate"),
  });
  expect((await getGate(admin, { slug, gate: "design" })).approveRefusal).toContain("somebody else");
  await db().workspace.update({ where: { id: workspace.id }, data: { policies: { allowOwnApproval: true } } });
  const { id } = await approve("design", admin);
  expect(await db().gateDecision.findUniqueOrThrow({ where: { id } })).toMatchObject({ ownApproval: true });
});

test("sending back needs a reason, and closes what the gate had opened", async () => {
  const { workspace, slug, ops, approve, mode } = await arrange();
  await satisfy(workspace, slug, "design");
  await satisfy(workspace, slug, "verification");
  await approve("design");
  await approve("verification");
  const reject = (gate: GateName, comment: string) => decideGate(ops, { slug, gate, decision: "reject", comment });
  await expect(reject("verification", "")).rejects.toMatchObject({ kind: "invalid_input" });
  await reject("verification", "The renewals were never tried.");
  expect(await mode()).toBe("parked");
  await reject("design", "The provider decision is outdated.");
  expect(await mode()).toBe("blocked");
});

test("a fact that falls back re-opens the gate; traffic parks when the grace time is over", async () => {
  const { workspace, id, slug, approve, mode } = await arrange({ bakeTimeSeconds: 0, regressionGraceSeconds: 600 });
  const engineer = await satisfy(workspace, slug, "design");
  await satisfy(workspace, slug, "verification");
  await approve("design");
  await approve("verification");
  await approve("verification");
  await db().checklistItem.updateMany({
    where: { integrationId: id, key: "GPOST-OPS-2" },
    data: { manualKind: null },
  });
  await recheckIntegration(engineer, { slug });
  const gate = await getGate(engineer, { slug, gate: "verification" });
  expect(gate).toMatchObject({ verdict: "blocked", state: "regressed", blockingCount: 1 });
  expect(gate.blocking[0]).toMatchObject({ key: "GPOST-OPS-2", state: "regressed" });
  expect(await mode()).toBe("live");
  const later = await workspace.as("engineer", { now: () => new Date(Date.now() + 601_000) });
  await recheckIntegration(later, { slug });
  expect(await mode()).toBe("parked");
  expect((await getGate(engineer, { slug, gate: "verification" })).state).toBe("open");
  const actions = await db().auditEntry.findMany({ where: { integrationId: id }, select: { action: true } });
  expect(actions.map((row) => row.action)).toEqual(expect.arrayContaining(["gate.regress", "traffic.fall_back"]));
});

test("a fact that comes back within the grace time leaves traffic flowing", async () => {
  const { workspace, id, slug, approve, mode } = await arrange({ bakeTimeSeconds: 0, regressionGraceSeconds: 600 });
  const engineer = await satisfy(workspace, slug, "design");
  await satisfy(workspace, slug, "verification");
  await approve("design");
  await approve("verification");
  const item = { integrationId: id, key: "GPOST-OPS-2" };
  await db().checklistItem.updateMany({ where: item, data: { manualKind: null } });
  await recheckIntegration(engineer, { slug });
  await db().checklistItem.updateMany({ where: item, data: { manualKind: "not_applicable" } });
  await recheckIntegration(await workspace.as("engineer", { now: () => new Date(Date.now() + 601_000) }), { slug });
  expect(await mode()).toBe("canary");
  expect((await getGate(engineer, { slug, gate: "verification" })).state).toBe("passed");
});

test("a stop by hand blocks, and taking it back leads no further than the decisions allow", async () => {
  const { workspace, slug, ops, approve, mode } = await arrange();
  await satisfy(workspace, slug, "design");
  await satisfy(workspace, slug, "verification");
  await approve("design");
  await approve("verification");
  const reason = "Stripe reports an incident.";
  await stopTraffic(ops, { slug, reason });
  expect(await mode()).toBe("blocked");
  await expect(approve("verification")).rejects.toMatchObject({ message: expect.stringContaining("stopped by hand") });
  await releaseTraffic(ops, { slug, reason: "The incident is over." });
  expect(await mode()).toBe("canary");
});

test("an attestation counts as written by the person who gave it", async () => {
  const { workspace, slug } = await arrange();
  const author = await workspace.as("admin");
  await attestItem(author, { slug, key: "GPRE-ARC-2", reason: "The fallback plan is in the wiki." });
  expect((await getGate(author, { slug, gate: "design" })).authors).toHaveLength(1);
});

async function readyForDesign(workspace: TestWorkspace): Promise<{ slug: string }> {
  const { slug } = await makeIntegration(workspace.id, "generic");
  await satisfy(workspace, slug, "design");
  return { slug };
}

mutationContract(decideGate, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ ...(await readyForDesign(workspace)), gate: "design", decision: "approve" }),
  does: async ({ workspace }) => {
    const [integration] = await db().integration.findMany({ where: { workspaceId: workspace.id } });
    expect(integration?.trafficMode).toBe("parked");
  },
});

mutationContract(stopTraffic, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { slug } = await readyForDesign(workspace);
    await decideGate(await workspace.as("ops"), { slug, gate: "design", decision: "approve" });
    return { slug, reason: "Stopped by the contract test." };
  },
  does: async ({ value }) => expect(value).toEqual({ trafficMode: "blocked" }),
});

mutationContract(releaseTraffic, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { slug } = await readyForDesign(workspace);
    const ops = await workspace.as("ops");
    await decideGate(ops, { slug, gate: "design", decision: "approve" });
    await stopTraffic(ops, { slug, reason: "Stopped by the contract test." });
    return { slug, reason: "Released by the contract test." };
  },
  does: async ({ value }) => expect(value).toEqual({ trafficMode: "parked" }),
});

test("a token is the hand of its maker: it neither approves what he wrote, nor makes him a second person", async () => {
  const { workspace, slug, approve } = await arrange();
  const maker = await workspace.as("admin");
  const hand = await tokenOf(maker);
  await satisfy(workspace, slug, "design", maker);
  await expect(approve("design", hand)).rejects.toMatchObject({ kind: "forbidden" });
  expect((await getGate(hand, { slug, gate: "design" })).approveRefusal).toContain("somebody else");

  const other = await arrange();
  const author = await other.workspace.as("admin");
  await satisfy(other.workspace, other.slug, "design", await tokenOf(author));
  await expect(other.approve("design", author)).rejects.toMatchObject({ kind: "forbidden" });
  await other.approve("design");
});
