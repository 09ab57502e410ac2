import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { getDrill } from "#lib/gates/drills/queries.ts";
import { runDrill } from "#lib/gates/drills/run-drill.ts";
import { startDrill } from "#lib/gates/drills/start-drill.ts";
import { getChecklist } from "#lib/gates/queries.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { startTestDispatch } from "#lib/testing/dispatch.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { makeSource } from "#lib/testing/sources.ts";
import { type Gateway, startGateway } from "../gateway/server.ts";

let gateway: Gateway;
let dispatch: Awaited<ReturnType<typeof startTestDispatch>>;
const STANDARD_SECRET = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
const HMAC_SCHEME = { header: "x-signature", template: "{body}", idPath: "meta.id", typePath: "meta.type" };

beforeAll(async () => {
  gateway = await startGateway({ host: "127.0.0.1", port: 0, log: makeLogger("test") });
  dispatch = await startTestDispatch();
});
afterAll(async () => {
  await dispatch.stop();
  await gateway.close();
});

async function arrange(columns: Parameters<typeof makeSource>[1] = {}) {
  const workspace = await makeWorkspace();
  const integration = await makeIntegration(workspace.id, "payment");
  const source = await makeSource(workspace.id, {
    integrationId: integration.id,
    secrets: ["whsec_the_first_secret"],
    ...columns,
  });
  const engineer = await workspace.as("engineer");
  const worker: Ctx = { ...engineer, actor: { kind: "worker", id: "worker", label: "worker" } };
  const run = async (url = gateway.url) => {
    const { id } = await startDrill(engineer, { slug: integration.slug });
    await runDrill(worker, { drillRunId: id }, url);
    return getDrill(engineer, id);
  };
  const state = async () => {
    const { items } = await getChecklist(engineer, integration.slug);
    return items.find((item) => item.key === "PAY-TST-3")?.state;
  };
  return { workspace, integration, source, engineer, run, state };
}

const results = (drill: Awaited<ReturnType<typeof getDrill>>) =>
  Object.fromEntries(drill.steps.map((step) => [step.key, `${step.state}: ${step.observed}`]));

describe("the webhook suite", () => {
  test("passes against a Stripe source, leaves evidence bound to the configuration, and cleans up", async () => {
    const { source, engineer, integration, run, state } = await arrange();
    const drill = await run();
    expect(results(drill)).toEqual({
      valid: "passed: 202, one event",
      missing_signature: "passed: 401, quarantined: missing signature",
      tampered: "passed: 401, quarantined: bad signature",
      stale: expect.stringMatching(/^passed: 401, quarantined: /),
      duplicate: "passed: 200 duplicate, one event",
      unknown_type: "passed: 202, one event, no route takes it, it is listed as unrouted",
      failing_handler: expect.stringMatching(/^passed: dead after 3 attempts in \d/),
    });
    expect(drill).toMatchObject({ state: "passed", error: null, configHash: expect.stringMatching(/^[0-9a-f]{12}$/) });
    expect(Date.parse(drill.expiresAt ?? "") - Date.parse(drill.finishedAt ?? "")).toBe(90 * 86_400_000);
    expect(drill.steps.every((step) => step.durationMs !== null && step.startedAt !== null)).toBe(true);
    expect(await state()).toBe("passed");
    const left = { integrationId: integration.id };
    expect(await db().destination.count({ where: { ...left, deletedAt: null } })).toBe(0);
    expect(await db().route.count({ where: { sourceId: source.id, deletedAt: null } })).toBe(0);
    expect(await db().deliveryHistory.count({ where: { ...left, state: 5, resolution: null } })).toBe(0);
    const { items } = await getChecklist(engineer, integration.slug);
    const seen = items.find((item) => item.key === "PAY-ARC-2")?.checks.find((x) => x.fact.endsWith("types_24h"));
    expect(seen?.observed).toBe("every type has a route");
    await expect(db().drillRun.update({ where: { id: drill.id }, data: { state: "failed" } })).rejects.toThrow();
    await db().source.update({ where: { id: source.id }, data: { toleranceSeconds: 600 } });
    await runDrillAgainIsNeeded(engineer, integration.slug);
    expect(await state()).toBe("open");
  });

  test.each([
    ["github", { preset: "github" }, "stale"],
    ["standard_webhooks", { preset: "standard_webhooks", secrets: [STANDARD_SECRET] }, null],
    ["generic_hmac", { preset: "generic_hmac", scheme: HMAC_SCHEME }, "stale"],
  ])("passes against a source of preset %s", async (_, columns, skipped) => {
    const { run } = await arrange(columns);
    const drill = await run();
    expect([drill.state, results(drill)]).toEqual(["passed", expect.anything()]);
    expect(drill.steps.filter((step) => step.state === "skipped").map((step) => step.key)).toEqual(
      skipped === null ? [] : [skipped],
    );
  });

  test("fails with what it saw when nothing answers, and the item fails with it", async () => {
    const { run, state } = await arrange();
    const drill = await run("http://127.0.0.1:9");
    expect(drill.state).toBe("failed");
    expect(drill.steps.every((step) => step.state === "failed" && step.observed !== "")).toBe(true);
    expect(drill.expiresAt).toBeNull();
    expect(await state()).toBe("failed");
  });

  test("is refused without an active source in test, and while another one runs", async () => {
    const { engineer, integration, source } = await arrange();
    await startDrill(engineer, { slug: integration.slug });
    await expect(startDrill(engineer, { slug: integration.slug })).rejects.toMatchObject({ kind: "conflict" });
    await db().drillRun.deleteMany({ where: { integrationId: integration.id } });
    await db().source.update({ where: { id: source.id }, data: { environment: "live" } });
    await expect(startDrill(engineer, { slug: integration.slug })).rejects.toMatchObject({
      kind: "precondition_failed",
      message: expect.stringContaining("Create one"),
    });
  });
});

async function runDrillAgainIsNeeded(engineer: Ctx, slug: string): Promise<void> {
  const { recheckIntegration } = await import("#lib/gates/recheck-integration.ts");
  await recheckIntegration(engineer, { slug });
}

mutationContract(startDrill, {
  allowed: "engineer",
  refused: "viewer",
  arrange: async (workspace: TestWorkspace) => {
    const integration = await makeIntegration(workspace.id, "payment");
    await makeSource(workspace.id, { integrationId: integration.id, secrets: ["whsec_the_first_secret"] });
    return { slug: integration.slug };
  },
  does: async ({ value }) => expect(value).toMatchObject({ state: "queued" }),
});
