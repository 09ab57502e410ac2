import { expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { evaluateOnChange, settleDueGates, sweepGates } from "./jobs.ts";
import { getChecklist } from "./queries.ts";

const HOUR = 3_600_000;

async function arrange() {
  const workspace = await makeWorkspace({ regressionGraceSeconds: 60 });
  const integration = await makeIntegration(workspace.id, "generic");
  const engineer = await workspace.as("engineer");
  const worker =
    (now = new Date()) =>
    (workspaceId: string): Ctx => ({
      ...engineer,
      workspaceId,
      actor: { kind: "worker", id: "worker", label: "worker" },
      now: () => now,
    });
  return { workspace, integration, engineer, worker };
}

test("the sweep writes one audit row a half day about a quiet integration, so that the log proves itself", async () => {
  const { integration, engineer, worker } = await arrange();
  const later = new Date(Date.now() + 13 * HOUR);
  await sweepGates(worker());
  await sweepGates(worker());
  const canaries = { where: { integrationId: integration.id, action: "audit.canary" } };
  expect(await db().auditEntry.count(canaries)).toBe(1);
  await sweepGates(worker(later));
  expect(await db().auditEntry.count(canaries)).toBe(2);
  const { items } = await getChecklist(engineer, integration.slug);
  expect(items.find((item) => item.key === "GPOST-SEC-3")?.state).toBe("passed");
});

test("a broken audit chain fails the item that says it works", async () => {
  const { integration, engineer, worker } = await arrange();
  await sweepGates(worker());
  await sweepGates(worker());
  await db().auditHead.update({ where: { workspaceId: integration.workspaceId }, data: { hash: Buffer.alloc(32) } });
  await evaluateOnChange(worker()(integration.workspaceId), { ...integration, integrationId: integration.id });
  const { items } = await getChecklist(engineer, integration.slug);
  const item = items.find((one) => one.key === "GPOST-SEC-3");
  expect(item).toMatchObject({ state: "failed", sentence: expect.stringContaining("chain is broken") });
});

test("a grace time that ended parks the traffic even if its own job was lost", async () => {
  const { integration, worker } = await arrange();
  const { id, workspaceId } = integration;
  const scoped = { integrationId: id, workspaceId };
  await evaluateOnChange(worker()(workspaceId), scoped);
  await db().gate.updateMany({ where: { integrationId: id }, data: { state: "passed", step: "live" } });
  await db().integration.update({ where: { id }, data: { trafficMode: "live" } });
  await evaluateOnChange(worker()(workspaceId), scoped);
  expect((await db().integration.findUniqueOrThrow({ where: { id } })).parkAt).not.toBeNull();
  await settleDueGates(worker(), new Date());
  expect((await db().integration.findUniqueOrThrow({ where: { id } })).trafficMode).toBe("live");
  const later = new Date(Date.now() + 61_000);
  await settleDueGates(worker(later), later);
  expect(await db().integration.findUniqueOrThrow({ where: { id } })).toMatchObject({
    trafficMode: "parked",
    parkAt: null,
    trafficReason: expect.stringContaining("grace time is over"),
  });
});

test("a drill that lost its worker ends as an error and makes room for the next", async () => {
  const { integration, worker } = await arrange();
  const id = newId();
  await db().drillRun.create({
    data: {
      id,
      workspaceId: integration.workspaceId,
      integrationId: integration.id,
      kind: "webhook_suite",
      state: "running",
      startedById: newId(),
      startedByLabel: "eng",
      traceId: "t",
      createdAt: new Date(Date.now() - 16 * 60_000),
    },
  });
  await settleDueGates(worker());
  expect(await db().drillRun.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "error" });
});

test("an integration that was archived meanwhile is no failure", async () => {
  const { integration, worker } = await arrange();
  await db().integration.update({ where: { id: integration.id }, data: { archivedAt: new Date() } });
  await evaluateOnChange(worker()(integration.workspaceId), { ...integration, integrationId: integration.id });
  expect(await db().checklistItem.count({ where: { integrationId: integration.id } })).toBe(0);
});
