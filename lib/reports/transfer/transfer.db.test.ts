import { expect, test } from "vitest";
import { createChannel } from "#lib/alerts/create-channel.ts";
import { createRule } from "#lib/alerts/create-rule.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import { db } from "#lib/db/client.ts";
import { saveSection } from "#lib/designs/save-section.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { setFlagState } from "#lib/flags/set-flag-state.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { proposeDecision } from "#lib/integrations/decide.ts";
import { NO_ERROR_POLICY } from "#lib/integrations/policy.ts";
import { saveErrorPolicy } from "#lib/integrations/save-error-policy.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute } from "#lib/webhooks/write-route.ts";
import { updatePolicies } from "#lib/workspaces/update-policies.ts";
import { exportWorkspace } from "./export-workspace.ts";
import { importWorkspace } from "./import-workspace.ts";
import { WorkspaceFile } from "./schema.ts";

const SECRET = "whsec_canary4transfer0123456789abcdef";
const slug = "stripe-subscriptions";
const because = "The ledger's vendor will only ever speak to one of our systems, so a hub buys nothing.";

async function fill(workspace: TestWorkspace): Promise<void> {
  const admin = await workspace.as("admin");
  await updatePolicies(admin, { policies: { bakeTimeSeconds: 60 } });
  const system = { kind: "CRM", authMethod: "OAuth2", apiType: "REST", version: "" };
  await startIntegration(admin, {
    slug,
    name: "Stripe subscriptions",
    kind: "payment",
    systems: ["a", "b", "c"].map((name) => ({ ...system, name })),
    flows: [{ name: "orders", from: "a", to: "b", mode: "event", trigger: "an order", mapping: "id to id" }],
    pattern: "point_to_point",
    deviation: { rationale: because, consequences: "" },
  });
  await saveSection(admin, { slug, key: "context", body: "Northwind sells maps.", fields: {}, baseRevision: 1 });
  const classes = { ...NO_ERROR_POLICY, transient: { action: "retry", note: "five times" } };
  await saveErrorPolicy(admin, { slug, classes, baseRevision: 1 });
  const words = { title: "Use Stripe", context: "We need a provider.", choice: "Stripe", rationale: because };
  await proposeDecision(admin, { slug, topic: "provider", ...words, options: ["Stripe", "Other"] });
  const placed = { environment: "test", integration: slug };
  const { id: credentialId } = await createCredential(admin, {
    ...placed,
    name: "key",
    kind: "bearer",
    reference: "env:STRIPE_API_KEY",
  });
  await createCredential(admin, { ...placed, name: "sealed key", kind: "bearer", value: SECRET });
  await createConnection(admin, {
    ...placed,
    name: "api",
    baseUrl: "http://127.0.0.1:9/v1",
    auth: "bearer",
    credentialId,
  });
  const { id: sourceId } = await createSource(admin, {
    ...placed,
    name: "stripe",
    preset: "stripe",
    secrets: [SECRET],
  });
  const { id: destinationId } = await createDestination(admin, {
    ...placed,
    name: "billing",
    url: "http://127.0.0.1:9/hook",
    retry: { scheduleSeconds: [1, 2] },
    ratePerS: 5,
  });
  await createRoute(admin, { sourceId, destinationId, eventTypes: ["invoice.*"] });
  await defineFlag(admin, { key: "pay.stripe.kill", type: "kill_switch", integration: slug });
  await setFlagState(admin, { key: "pay.stripe.kill", environment: "test", enabled: false, reason: "A test." });
  const { id: channelId } = await createChannel(admin, { kind: "webhook", name: "ops", url: "http://127.0.0.1:9/a" });
  await createChannel(admin, { kind: "email", name: "mail", to: "ops@example.com" });
  await createRule(admin, {
    kind: "dead_letters",
    name: "Dead",
    integration: slug,
    threshold: 3,
    runbook: "dead-letters",
    channelIds: [channelId],
  });
}

test("what one workspace exported, another imports: the same again, without a secret and without a decision", async () => {
  const [from, to] = [await makeWorkspace(), await makeWorkspace()];
  await fill(from);
  const text = JSON.stringify(await exportWorkspace(await from.as("viewer")));
  expect(text).not.toContain(SECRET.slice(6, 20));
  const file = WorkspaceFile.parse(JSON.parse(text));
  for (const source of file.sources) source.secrets = ["whsec_of_the_new_place_0123456789"];

  const admin = await to.as("admin");
  const done = await importWorkspace(admin, file);
  expect(done.filter(({ done: state }) => state !== "created")).toEqual([
    { what: "credential", name: "sealed key", done: "skipped", why: expect.stringContaining("add it by hand") },
  ]);
  const again = await exportWorkspace(admin);
  expect({ ...again, exportedAt: "", workspace: again.workspace.policies }).toEqual({
    ...JSON.parse(text),
    exportedAt: "",
    workspace: file.workspace.policies,
    credentials: file.credentials.filter(({ name }) => name !== "sealed key"),
  });
  const integration = await db().integration.findFirstOrThrow({ where: { workspaceId: to.id, slug } });
  expect(integration.trafficMode).toBe("blocked");
  const decisions = await db().decision.findMany({ where: { workspaceId: to.id } });
  expect(decisions.map((row) => row.status)).toEqual(["proposed", "proposed"]);
});

test("a second import keeps everything, and one without signing secrets says what waits for them", async () => {
  const [from, to] = [await makeWorkspace(), await makeWorkspace()];
  await fill(from);
  const file = WorkspaceFile.parse(await exportWorkspace(await from.as("viewer")));
  const admin = await to.as("admin");
  const first = await importWorkspace(admin, file);
  const left = first.filter(({ done }) => done !== "created").map(({ what, name }) => `${what} ${name}`);
  expect(left).toEqual(["credential sealed key", "source stripe", "route stripe → billing"]);
  const second = await importWorkspace(admin, file);
  expect(second.filter(({ done }) => done === "created")).toEqual([]);
  expect(await db().source.count({ where: { workspaceId: to.id } })).toBe(0);
});

test("a thing that our rules refuse is named with the reason, and the rest goes on", async () => {
  const [from, to] = [await makeWorkspace(), await makeWorkspace()];
  await fill(from);
  const file = WorkspaceFile.parse(await exportWorkspace(await from.as("viewer")));
  for (const destination of file.destinations) destination.settings["url"] = "http://192.168.1.1/hook";
  const done = await importWorkspace(await to.as("admin"), file);
  expect(done.find(({ what }) => what === "destination")).toMatchObject({ done: "refused", why: expect.any(String) });
  expect(done.find(({ what }) => what === "flag")).toMatchObject({ done: "created" });
});

test("somebody of another workspace exports only his own", async () => {
  const [from, other] = [await makeWorkspace(), await makeWorkspace()];
  await fill(from);
  const mine = await exportWorkspace(await other.as("admin"));
  expect([mine.integrations, mine.sources, mine.flags, mine.routes, mine.rules]).toEqual([[], [], [], [], []]);
});
