import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { getChecklist } from "./queries.ts";
import { startIntegration } from "./start-integration.ts";

const systems = (...names: string[]) =>
  names.map((name) => ({ name, kind: "App", authMethod: "API key", apiType: "REST" }));
const stripe = {
  name: "Stripe subscriptions",
  kind: "payment",
  provider: "stripe",
  systems: systems("Stripe", "Billing"),
  flows: [{ name: "Renewals", from: "Stripe", to: "Billing", mode: "event", direction: "inbound" }],
};

mutationContract(startIntegration, {
  allowed: "engineer",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => stripe,
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ slug: "stripe-subscriptions", kind: "payment", trafficMode: "blocked" });
    const where = { workspaceId: workspace.id };
    const integration = await db().integration.findFirstOrThrow({ where });
    expect(integration).toMatchObject({ pattern: "point_to_point", patternAdvice: "point_to_point" });
    expect(await db().flow.count({ where })).toBe(1);
    expect(await db().designDocument.findFirstOrThrow({ where })).toMatchObject({ name: "PAYMENT-DESIGN.md" });
    expect(await db().gate.count({ where })).toBe(2);
    expect(await db().checklistItem.count({ where: { ...where, templateKey: "payment" } })).toBe(16);
  },
});

test("a wizard that is submitted twice at once creates one integration", async () => {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("engineer");
  const input = { ...stripe, requestId: randomUUID() };
  const answers = await Promise.all([1, 2, 3].map(() => startIntegration(ctx, input)));
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(1);
  const where = { workspaceId: workspace.id };
  expect(await db().integration.count({ where })).toBe(1);
  expect(await db().system.count({ where })).toBe(2);
  expect(await db().auditEntry.count({ where: { ...where, action: "integration.create" } })).toBe(1);
});

test("two people who choose the same slug: the second one is told so", async () => {
  const workspace = await makeWorkspace();
  await startIntegration(await workspace.as("engineer"), stripe);
  const second = startIntegration(await workspace.as("engineer"), stripe);
  await expect(second).rejects.toMatchObject({ kind: "conflict" });
});

test("the slug of another workspace is free here", async () => {
  await startIntegration(await (await makeWorkspace()).as("engineer"), stripe);
  const mine = await startIntegration(await (await makeWorkspace()).as("engineer"), stripe);
  expect(mine.slug).toBe("stripe-subscriptions");
});

test("a pattern that differs from the advice needs a reason, which becomes a proposed decision", async () => {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("engineer");
  const input = { name: "Sync", kind: "multi_system", pattern: "event_driven", systems: systems("A", "B", "C") };
  await expect(startIntegration(ctx, input)).rejects.toMatchObject({
    kind: "invalid_input",
    fields: { "deviation.rationale": [expect.stringContaining("40 characters")] },
  });
  expect(await db().integration.count({ where: { workspaceId: workspace.id } })).toBe(0);
  const rationale = "Two more systems arrive next quarter, and the broker runs already.";
  await startIntegration(ctx, { ...input, deviation: { rationale } });
  const decision = await db().decision.findFirstOrThrow({ where: { workspaceId: workspace.id } });
  expect(decision).toMatchObject({
    topic: "pattern",
    status: "proposed",
    number: 1,
    rationale,
    authorId: ctx.actor.id,
  });
});

test("an owner has to be a member of this workspace", async () => {
  const stranger = await (await makeWorkspace()).as("engineer");
  const ctx = await (await makeWorkspace()).as("engineer");
  const owners = [{ userId: stranger.actor.id, discipline: "payment-integration-engineer" }];
  await expect(startIntegration(ctx, { ...stripe, owners })).rejects.toMatchObject({ kind: "invalid_input" });
});

test("what the document says is what the checklist asks: a new payment integration has open items and no error", async () => {
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("engineer");
  await startIntegration(ctx, stripe);
  const { items } = await getChecklist(ctx, "stripe-subscriptions");
  expect(items.filter((item) => item.state === "error")).toEqual([]);
  expect(items.find((item) => item.key === "PAY-REQ-1")?.state).toBe("open");
});
