import { expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { archiveIntegration, restoreIntegration } from "./archive-integration.ts";
import { addFlow, removeFlow, updateFlow } from "./change-flows.ts";
import { addOwner, removeOwner } from "./change-owners.ts";
import { addSystem, removeSystem, updateSystem } from "./change-systems.ts";
import { choosePattern } from "./choose-pattern.ts";
import { insertIntegration } from "./insert-integration.ts";
import { getIntegration, listIntegrations, listPeople } from "./queries.ts";
import { CreateIntegration } from "./schema.ts";
import { updateIntegration } from "./update-integration.ts";

const SLUG = "crm-erp";
const system = (name: string) => ({ name, kind: "CRM", authMethod: "OAuth2", apiType: "REST" });

async function arrange(workspace: TestWorkspace) {
  const ctx = await workspace.as("engineer");
  const input = CreateIntegration.parse({
    name: "CRM to ERP",
    slug: SLUG,
    kind: "multi_system",
    systems: [system("CRM"), system("ERP")],
    flows: [{ name: "Customers", from: "CRM", to: "ERP", mode: "batch" }],
  });
  await withTransaction((tx) => insertIntegration(tx, ctx, input));
  return { ctx, integration: await getIntegration(ctx, SLUG) };
}
const engineer = { allowed: "engineer", refused: "viewer" } as const;

mutationContract(updateIntegration, {
  ...engineer,
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG, provider: "salesforce" };
  },
  does: async ({ workspace }) => {
    const row = await db().integration.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row).toMatchObject({ provider: "salesforce", name: "CRM to ERP" });
  },
});

mutationContract(archiveIntegration, {
  ...engineer,
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG };
  },
  does: async ({ workspace }) => {
    const ctx = await workspace.as("engineer");
    expect((await listIntegrations(ctx)).items).toHaveLength(0);
    expect((await listIntegrations(ctx, { archived: true })).items).toHaveLength(1);
    await expect(addSystem(ctx, { slug: SLUG, ...system("X") })).rejects.toMatchObject({ kind: "precondition_failed" });
  },
});

mutationContract(restoreIntegration, {
  ...engineer,
  arrange: async (workspace) => {
    const { ctx } = await arrange(workspace);
    await archiveIntegration(ctx, { slug: SLUG });
    return { slug: SLUG };
  },
  does: async ({ workspace }) => {
    expect((await listIntegrations(await workspace.as("viewer"))).items).toHaveLength(1);
  },
});

test("an integration that carries live traffic cannot be archived", async () => {
  const { ctx, integration } = await arrange(await makeWorkspace());
  await db().integration.update({ where: { id: integration.id }, data: { trafficMode: "live" } });
  await expect(archiveIntegration(ctx, { slug: SLUG })).rejects.toMatchObject({ kind: "precondition_failed" });
});

mutationContract(choosePattern, {
  ...engineer,
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG, pattern: "etl_pipeline" };
  },
  does: async ({ workspace }) => {
    const row = await db().integration.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    expect(row.pattern).toBe("etl_pipeline");
    expect(await db().decision.count({ where: { workspaceId: workspace.id } })).toBe(0);
  },
});

mutationContract(addSystem, {
  ...engineer,
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG, ...system("Warehouse") };
  },
  does: async ({ workspace }) => {
    const { systems } = await getIntegration(await workspace.as("viewer"), SLUG);
    expect(systems.map((x) => x.name)).toEqual(["CRM", "ERP", "Warehouse"]);
  },
});

mutationContract(updateSystem, {
  ...engineer,
  arrange: async (workspace) => {
    const { integration } = await arrange(workspace);
    return { systemId: integration.systems[0]?.id, ...system("Salesforce") };
  },
  does: async ({ workspace }) => {
    const { flows } = await getIntegration(await workspace.as("viewer"), SLUG);
    expect(flows[0]?.from).toBe("Salesforce");
  },
});

mutationContract(removeSystem, {
  ...engineer,
  arrange: async (workspace) => {
    const { integration } = await arrange(workspace);
    return { systemId: integration.systems[0]?.id };
  },
  does: async ({ workspace, value }) => {
    expect(value).toMatchObject({ removedFlows: 1 });
    expect(await db().flow.count({ where: { workspaceId: workspace.id } })).toBe(0);
  },
});

mutationContract(addFlow, {
  ...engineer,
  arrange: async (workspace) => {
    await arrange(workspace);
    return { slug: SLUG, name: "Orders", from: "ERP", to: "CRM", mode: "event", direction: "bidirectional" };
  },
  does: async ({ workspace }) => {
    const { flows } = await getIntegration(await workspace.as("viewer"), SLUG);
    expect(flows.at(-1)).toMatchObject({ name: "Orders", from: "ERP", to: "CRM", mode: "event" });
  },
});

mutationContract(updateFlow, {
  ...engineer,
  arrange: async (workspace) => {
    const { integration } = await arrange(workspace);
    return { flowId: integration.flows[0]?.id, name: "Customers", from: "ERP", to: "CRM", mode: "real_time" };
  },
  does: async ({ workspace }) => {
    const { flows } = await getIntegration(await workspace.as("viewer"), SLUG);
    expect(flows[0]).toMatchObject({ from: "ERP", to: "CRM", mode: "real_time" });
  },
});

mutationContract(removeFlow, {
  ...engineer,
  arrange: async (workspace) => {
    const { integration } = await arrange(workspace);
    return { flowId: integration.flows[0]?.id };
  },
  does: async ({ workspace }) => expect(await db().flow.count({ where: { workspaceId: workspace.id } })).toBe(0),
});

test("a flow cannot end at a system of another integration", async () => {
  const { ctx } = await arrange(await makeWorkspace());
  const input = { slug: SLUG, name: "X", from: "CRM", to: "Elsewhere", mode: "event" };
  await expect(addFlow(ctx, input)).rejects.toMatchObject({ kind: "invalid_input", fields: { to: expect.any(Array) } });
});

mutationContract(addOwner, {
  ...engineer,
  arrange: async (workspace) => {
    const { ctx } = await arrange(workspace);
    return { slug: SLUG, userId: ctx.actor.id, discipline: "integration-engineer" };
  },
  does: async ({ workspace }) => {
    const { owners } = await getIntegration(await workspace.as("viewer"), SLUG);
    expect(owners.map((owner) => owner.discipline)).toEqual(["integration-engineer"]);
  },
});

mutationContract(removeOwner, {
  ...engineer,
  arrange: async (workspace) => {
    const { ctx } = await arrange(workspace);
    const owner = { slug: SLUG, userId: ctx.actor.id, discipline: "integration-engineer" };
    await addOwner(ctx, owner);
    return owner;
  },
  does: async ({ workspace }) => {
    expect((await getIntegration(await workspace.as("viewer"), SLUG)).owners).toEqual([]);
  },
});

test("lists and people stay inside the workspace", async () => {
  const workspace = await makeWorkspace();
  await arrange(workspace);
  const stranger = await (await makeWorkspace()).as("admin");
  expect((await listIntegrations(stranger)).items).toEqual([]);
  expect((await listPeople(stranger)).map((person) => person.id)).toEqual([stranger.actor.id]);
  await expect(getIntegration(stranger, SLUG)).rejects.toMatchObject({ kind: "not_found" });
});

test("the list filters by kind, mode and text, and pages by slug", async () => {
  const workspace = await makeWorkspace();
  const { ctx } = await arrange(workspace);
  for (const name of ["Alpha", "Beta"]) {
    const input = CreateIntegration.parse({ name, kind: "search" });
    await withTransaction((tx) => insertIntegration(tx, ctx, input));
  }
  const slugs = async (filter: object) => (await listIntegrations(ctx, filter)).items.map((row) => row.slug);
  expect(await slugs({})).toEqual(["alpha", "beta", "crm-erp"]);
  expect(await slugs({ kind: "search" })).toEqual(["alpha", "beta"]);
  expect(await slugs({ q: "ERP" })).toEqual(["crm-erp"]);
  expect(await slugs({ mode: "live" })).toEqual([]);
  const first = await listIntegrations(ctx, { limit: 2 });
  expect(first.next).toBe("beta");
  expect(await slugs({ limit: 2, cursor: first.next })).toEqual(["crm-erp"]);
});
