import { describe, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { addSecret, makeIntegration, makeSource } from "#lib/testing/integration.ts";
import { webhookConfigHash } from "#lib/webhooks/config-hash.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";
import { getChecklist, getChecklistItem } from "./queries.ts";

const DAY = 86_400_000;

async function arrange(kind: Parameters<typeof makeIntegration>[1] = "payment") {
  const workspace = await makeWorkspace();
  const engineer = await workspace.as("engineer");
  const integration = await makeIntegration(workspace.id, kind);
  const evaluate = (ctx: Ctx = engineer) =>
    withTransaction((tx) => evaluateIntegration(tx, ctx, { id: integration.id }, "change"));
  const state = async (key: string, ctx?: Ctx) => {
    const { items } = await evaluate(ctx);
    return items.find((item) => item.key === key)?.state;
  };
  return { workspace, engineer, integration, evaluate, state };
}

const POLICY = Object.fromEntries(
  ["transient", "rate_limit", "client", "auth", "timeout", "malformed"].map((name) => [
    name,
    { action: "retry", note: "" },
  ]),
);

describe("a payment item", () => {
  test("Webhook handling designed: a signed and routed source proves it, deleting it takes that back", async () => {
    const { integration, state } = await arrange();
    expect(await state("PAY-ARC-2")).toBe("open");
    const source = await makeSource(integration, { signed: false });
    expect(await state("PAY-ARC-2")).toBe("failed");
    await addSecret({ id: source.id, workspaceId: integration.workspaceId });
    expect(await state("PAY-ARC-2")).toBe("passed");
    await db().source.update({ where: { id: source.id }, data: { deletedAt: new Date() } });
    expect(await state("PAY-ARC-2")).toBe("open");
  });

  test("Webhook handling designed: a type that no route takes opens it again, a drill's own type does not", async () => {
    const { integration, state } = await arrange();
    const source = await makeSource(integration);
    await db().route.updateMany({ where: { sourceId: source.id }, data: { eventTypes: ["invoice.*"] } });
    const receive = (type: string) =>
      db().event.create({
        data: {
          id: newId(),
          workspaceId: integration.workspaceId,
          sourceId: source.id,
          integrationId: integration.id,
          environment: "test",
          externalId: newId(),
          type,
          headers: Buffer.from("[]"),
          body: Buffer.from("{}"),
          bodySha: Buffer.alloc(32),
          isUtf8: true,
          traceId: "t",
          receivedAt: new Date(),
        },
      });
    await receive("invoice.paid");
    await receive("interlock.drill.unknown");
    expect(await state("PAY-ARC-2")).toBe("passed");
    await receive("charge.refunded");
    expect(await state("PAY-ARC-2")).toBe("open");
  });

  test("Idempotency strategy defined: remembering ids for less than the provider retries takes it back", async () => {
    const { integration, state } = await arrange();
    expect(await state("PAY-ARC-3")).toBe("open");
    const source = await makeSource(integration);
    expect(await state("PAY-ARC-3")).toBe("passed");
    await db().source.update({ where: { id: source.id }, data: { dedupeTtlHours: 1 } });
    expect(await state("PAY-ARC-3")).toBe("open");
  });

  test("Error handling planned: every class decided and dead letters kept, until one is undecided", async () => {
    const { integration, state } = await arrange();
    await makeSource(integration);
    expect(await state("PAY-ARC-4")).toBe("no_data");
    const { id, workspaceId } = integration;
    await db().errorPolicy.create({ data: { integrationId: id, workspaceId, classes: POLICY } });
    expect(await state("PAY-ARC-4")).toBe("passed");
    const classes = { ...POLICY, timeout: { action: "undecided", note: "" } };
    await db().errorPolicy.update({ where: { integrationId: id }, data: { classes } });
    expect(await state("PAY-ARC-4")).toBe("open");
  });

  test("Audit logging configured: needs an audited event of this very integration in 30 days", async () => {
    const { workspace, engineer, integration, state } = await arrange();
    expect(await state("PAY-CMP-3")).toBe("open");
    const { writeAudit } = await import("#lib/audit/write.ts");
    const row = { action: "integration.update", entityType: "integration", entityId: integration.id };
    await withTransaction((tx) => writeAudit(tx, engineer, { ...row, integrationId: integration.id }));
    expect(await state("PAY-CMP-3")).toBe("passed");
    const later = await workspace.as("engineer", { now: () => new Date(Date.now() + 31 * DAY) });
    expect(await state("PAY-CMP-3", later)).toBe("open");
  });

  test("Test mode configured: an accepted test key that differs from live, and goes stale after a day", async () => {
    const { workspace, integration, state } = await arrange();
    const owned = { workspaceId: integration.workspaceId, integrationId: integration.id };
    expect(await state("PAY-TST-1")).toBe("open");
    const credential = await db().credential.create({
      data: {
        ...owned,
        id: newId(),
        environment: "test",
        name: "key",
        kind: "api_key",
        fingerprint: "aa",
        keyMode: "test",
      },
    });
    expect(await state("PAY-TST-1")).toBe("no_data");
    const connection = await db().connection.create({
      data: {
        ...owned,
        id: newId(),
        environment: "test",
        name: "api",
        baseUrl: "https://api.example.test",
        credentialId: credential.id,
        lastVerdict: "ok",
        lastTestedAt: new Date(),
      },
    });
    expect(await state("PAY-TST-1")).toBe("passed");
    await db().connection.update({ where: { id: connection.id }, data: { lastVerdict: "rejected" } });
    expect(await state("PAY-TST-1")).toBe("failed");
    await db().connection.update({ where: { id: connection.id }, data: { lastVerdict: "ok" } });
    const tomorrow = await workspace.as("engineer", { now: () => new Date(Date.now() + 25 * 3_600_000) });
    expect(await state("PAY-TST-1", tomorrow)).toBe("stale");
    await db().credential.create({
      data: { ...owned, id: newId(), environment: "live", name: "live", kind: "api_key", fingerprint: "aa" },
    });
    expect(await state("PAY-TST-1")).toBe("failed");
  });

  test("Webhook testing complete: a passed suite proves it until it expires or the configuration changes", async () => {
    const { workspace, integration, state } = await arrange();
    const source = await makeSource(integration);
    expect(await state("PAY-TST-3")).toBe("no_data");
    const configHash = await withTransaction((tx) =>
      webhookConfigHash(tx, { workspaceId: integration.workspaceId, sourceId: source.id }),
    );
    const finishedAt = new Date();
    await db().drillRun.create({
      data: {
        id: newId(),
        workspaceId: integration.workspaceId,
        integrationId: integration.id,
        kind: "webhook_suite",
        state: "passed",
        configHash: configHash ?? "",
        sourceId: source.id,
        startedById: newId(),
        startedByLabel: "eng",
        traceId: "t",
        finishedAt,
        expiresAt: new Date(finishedAt.getTime() + 90 * DAY),
      },
    });
    expect(await state("PAY-TST-3")).toBe("passed");
    const later = await workspace.as("engineer", { now: () => new Date(Date.now() + 91 * DAY) });
    expect(await state("PAY-TST-3", later)).toBe("stale");
    await addSecret({ id: source.id, workspaceId: integration.workspaceId });
    expect(await state("PAY-TST-3")).toBe("open");
  });
});

describe("evaluating an integration", () => {
  test("gives it its items and both gates, once", async () => {
    const { evaluate, integration } = await arrange();
    expect((await evaluate()).items).toHaveLength(34);
    expect((await evaluate()).items).toHaveLength(34);
    expect(await db().gate.count({ where: { integrationId: integration.id } })).toBe(2);
  });

  test("an evaluation that runs twice at once writes the items once", async () => {
    const { evaluate, integration } = await arrange();
    await Promise.all([evaluate(), evaluate(), evaluate()]);
    expect(await db().checklistItem.count({ where: { integrationId: integration.id } })).toBe(34);
  });

  test("leaves evidence for each change and nothing when nothing changed", async () => {
    const { evaluate, engineer, integration } = await arrange();
    const first = await evaluate();
    expect(first.changed).toBeGreaterThan(0);
    expect((await evaluate()).changed).toBe(0);
    await makeSource(integration);
    await evaluate();
    const { evidence } = await getChecklistItem(engineer, { slug: integration.slug, key: "PAY-ARC-2" });
    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatchObject({
      previous: "open",
      state: "passed",
      sentence: expect.stringMatching(/1 signed source/),
    });
    expect(evidence[0]?.configHash).toMatch(/^[0-9a-f]{12}$/);
    const row = await db().evidence.findFirstOrThrow({ where: { id: evidence[0]?.id ?? "" } });
    await expect(db().evidence.update({ where: { id: row.id }, data: { sentence: "forged" } })).rejects.toThrow();
  });

  test("facts that cannot be read are an error, never a pass, and leave the other items alone", async () => {
    const { integration, evaluate } = await arrange();
    await makeSource(integration);
    const { id, workspaceId } = integration;
    await db().errorPolicy.create({ data: { integrationId: id, workspaceId, classes: { transient: "broken" } } });
    const { items } = await evaluate();
    const of = (key: string) => items.find((item) => item.key === key)?.state;
    expect(of("PAY-ARC-4")).toBe("error");
    expect(of("PAY-ARC-2")).toBe("passed");
  });

  test("a reader who comes before the first evaluation finds the items already", async () => {
    const { workspace, integration } = await arrange("multi_system");
    const checklist = await getChecklist(await workspace.as("viewer"), integration.slug);
    expect(checklist.items).toHaveLength(24);
    expect(checklist.gates.map((gate) => gate.verdict)).toEqual(["blocked", "blocked"]);
  });

  test("another workspace sees nothing of it", async () => {
    const { integration } = await arrange();
    const stranger = await (await makeWorkspace()).as("admin");
    await expect(getChecklist(stranger, integration.slug)).rejects.toMatchObject({ kind: "not_found" });
  });
});
