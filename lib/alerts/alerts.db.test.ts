import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration, makeSource } from "#lib/testing/integration.ts";
import { mutationContract } from "#lib/testing/mutation-contract.ts";
import { acknowledgeAlert } from "./acknowledge-alert.ts";
import { createChannel } from "./create-channel.ts";
import { createRule } from "./create-rule.ts";
import { deleteChannel } from "./delete-channel.ts";
import { deleteRule } from "./delete-rule.ts";
import { ensureDefaultRules } from "./ensure-default-rules.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { countFiringAlerts, getAlert, getAlertOverview, listAlerts, listChannels, listRules } from "./queries.ts";
import { createOutbox } from "./send-notifications.ts";
import { setRuleEnabled } from "./set-rule-enabled.ts";
import { recordChannelTest, testChannel } from "./test-channel.ts";
import { updateChannel } from "./update-channel.ts";
import { updateRule } from "./update-rule.ts";

type Received = { headers: IncomingHttpHeaders; body: string };
const hook = { received: [] as Received[], answer: 200, url: "" };
const letters: string[] = [];
let httpServer: Server;
let smtpServer: SMTPServer;
let smtpPort = 0;

beforeAll(async () => {
  httpServer = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      hook.received.push({ headers: req.headers, body: Buffer.concat(chunks).toString("utf8") });
      res.writeHead(hook.answer).end("ok");
    });
  });
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  hook.url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}/alerts`;
  smtpServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        letters.push(Buffer.concat(chunks).toString("utf8"));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => smtpServer.listen(0, "127.0.0.1", resolve));
  smtpPort = (smtpServer.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtpServer.close(resolve));
  httpServer.close();
});

// Close to the real clock: the receiver's library refuses signatures that are minutes away from it.
const START = Math.floor(Date.now() / 1_000) * 1_000;
const at = (seconds: number) => new Date(START + seconds * 1_000);
const reset = (answer = 200) => {
  hook.received.length = 0;
  letters.length = 0;
  hook.answer = answer;
};

async function webhookChannel(ctx: Ctx): Promise<{ id: string; secret: string }> {
  const { id, signingSecret } = await createChannel(ctx, { kind: "webhook", name: "ops", url: hook.url });
  return { id, secret: signingSecret ?? "" };
}

async function deadLetter(workspace: TestWorkspace, integration: { id: string }, finishedAt: Date): Promise<string> {
  const destination = await db().destination.findFirstOrThrow({ where: { integrationId: integration.id } });
  const id = newId();
  await db().deliveryHistory.create({
    data: {
      id,
      workspaceId: workspace.id,
      eventId: newId(),
      sourceId: newId(),
      routeId: newId(),
      destinationId: destination.id,
      integrationId: integration.id,
      environment: "live",
      eventType: "x",
      replayNo: 0,
      bucket: 0,
      state: 5,
      attemptCount: 3,
      createdAt: finishedAt,
      finishedAt,
    },
  });
  return id;
}

/** A workspace whose one rule counts the open dead letters of one integration, told over a webhook. */
async function watched(rule: Record<string, unknown> = {}) {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const integration = await makeIntegration(workspace.id);
  await makeSource(integration, { environment: "live" });
  const channel = await webhookChannel(admin);
  const { id: ruleId } = await createRule(admin, {
    kind: "dead_letters",
    name: "Dead letters",
    count: "open",
    threshold: 0,
    runbook: "dead-letters",
    integration: integration.slug,
    channelIds: [channel.id],
    ...rule,
  });
  // The rounds of other tests' workspaces are none of this one's business.
  await db().alertRule.updateMany({ where: { id: { not: ruleId } }, data: { enabled: false } });
  await db().notification.updateMany({ where: { state: "queued" }, data: { state: "cancelled" } });
  const round = (seconds: number) => evaluateRules({ now: at(seconds) });
  const outbox = createOutbox({ random: () => 0 });
  return { workspace, admin, integration, channel, ruleId, round, outbox };
}

async function firingAlert(workspace: TestWorkspace): Promise<string> {
  const admin = await workspace.as("admin");
  const { id: ruleId } = await createRule(admin, { kind: "breaker_open", name: "b", runbook: "breaker-open" });
  const id = newId();
  await db().alert.create({
    data: {
      id,
      workspaceId: workspace.id,
      ruleId,
      fingerprint: "f",
      labels: {},
      state: "firing",
      severity: "warn",
      summary: "s",
      firedAt: new Date(),
    },
  });
  return id;
}

const rule = { kind: "dead_letters", name: "Dead letters", runbook: "dead-letters", threshold: 3 } as const;

mutationContract(createRule, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ ...rule, integration: (await makeIntegration(workspace.id)).slug }),
  does: async ({ workspace }) => {
    const [made] = await listRules(await workspace.as("viewer"));
    expect(made).toMatchObject({
      name: "Dead letters",
      enabled: true,
      params: { count: "new", threshold: 3, windowSeconds: 900 },
    });
  },
});

mutationContract(updateRule, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { id } = await createRule(await workspace.as("ops"), rule);
    return { id, name: "Many", threshold: "10", windowSeconds: "2h", runbook: "https://wiki.test/x", severity: "page" };
  },
  does: async ({ workspace }) => {
    const [made] = await listRules(await workspace.as("viewer"));
    expect(made).toMatchObject({ name: "Many", severity: "page", params: { threshold: 10, windowSeconds: 7_200 } });
  },
});

mutationContract(setRuleEnabled, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await createRule(await workspace.as("ops"), rule)).id, enabled: false }),
  does: async ({ workspace }) => {
    expect(await listRules(await workspace.as("viewer"))).toMatchObject([{ enabled: false }]);
  },
});

mutationContract(deleteRule, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: (await createRule(await workspace.as("ops"), rule)).id }),
  does: async ({ workspace }) => expect(await listRules(await workspace.as("viewer"))).toEqual([]),
});

mutationContract(ensureDefaultRules, {
  allowed: "ops",
  refused: "viewer",
  namesAnEntity: false,
  arrange: async () => ({}),
  does: async ({ workspace }) => {
    const ctx = await workspace.as("ops");
    const rules = await listRules(ctx);
    expect(rules.map(({ kind }) => kind).sort()).toEqual([
      "breaker_open",
      "dead_letters",
      "oldest_undelivered",
      "source_silent",
    ]);
    expect(rules.every(({ enabled, runbook }) => enabled && runbook !== "")).toBe(true);
    expect(await ensureDefaultRules(ctx, {})).toEqual({ created: 0 });
  },
});

mutationContract(createChannel, {
  allowed: "admin",
  refused: "ops",
  namesAnEntity: false,
  arrange: async () => ({ kind: "webhook", name: "ops", url: hook.url }),
  does: async ({ workspace, value }) => {
    const [channel] = await listChannels(await workspace.as("viewer"));
    const { signingSecret } = Object(value);
    expect(signingSecret).toMatch(/^whsec_/);
    expect(channel).toMatchObject({ name: "ops", lastFour: String(signingSecret).slice(-4) });
    expect(JSON.stringify(channel)).not.toContain(String(signingSecret));
    const trail = await db().auditEntry.findMany({ where: { workspaceId: workspace.id } });
    expect(trail.map(({ canonical }) => canonical).join()).not.toContain(String(signingSecret));
  },
});

mutationContract(updateChannel, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => {
    const { id } = await webhookChannel(await workspace.as("admin"));
    await db().channel.update({ where: { id }, data: { lastTestAt: new Date(), lastTestOutcome: "delivered" } });
    return { id, name: "on call", url: `${hook.url}/2`, rotateSecret: true };
  },
  does: async ({ workspace, value }) => {
    const [channel] = await listChannels(await workspace.as("viewer"));
    expect(channel).toMatchObject({ name: "on call", lastTestOutcome: null });
    expect(Object(value).signingSecret).toMatch(/^whsec_/);
  },
});

mutationContract(deleteChannel, {
  allowed: "admin",
  refused: "ops",
  arrange: async (workspace) => {
    const admin = await workspace.as("admin");
    const { id } = await webhookChannel(admin);
    await createRule(admin, { ...rule, channelIds: [id] });
    return { id };
  },
  does: async ({ workspace }) => {
    expect(await listChannels(await workspace.as("viewer"))).toEqual([]);
    expect(await listRules(await workspace.as("viewer"))).toMatchObject([{ channels: [] }]);
    expect(await db().channel.findFirst({ where: { workspaceId: workspace.id } })).toMatchObject({
      sealedSecret: null,
    });
  },
});

mutationContract(recordChannelTest, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => {
    const { id } = await webhookChannel(await workspace.as("admin"));
    return { id, outcome: "delivered", detail: "Answered 200." };
  },
  does: async ({ workspace }) => {
    expect(await listChannels(await workspace.as("viewer"))).toMatchObject([{ lastTestOutcome: "delivered" }]);
  },
});

mutationContract(acknowledgeAlert, {
  allowed: "ops",
  refused: "engineer",
  arrange: async (workspace) => ({ id: await firingAlert(workspace), note: "Asking the ledger team" }),
  does: async ({ workspace, input }) => {
    const { alert, transitions } = await getAlert(await workspace.as("viewer"), Object(input).id);
    expect(alert).toMatchObject({ state: "acknowledged", acknowledgeNote: "Asking the ledger team" });
    expect(transitions).toMatchObject([{ from: "firing", to: "acknowledged" }]);
  },
});

describe("a rule", () => {
  test("cannot be on without a runbook: not created, not turned on, not changed so", async () => {
    const ctx = await (await makeWorkspace()).as("ops");
    await expect(createRule(ctx, { ...rule, runbook: "" })).rejects.toMatchObject({ kind: "invalid_input" });
    const { id } = await createRule(ctx, { ...rule, runbook: "", enabled: false });
    await expect(setRuleEnabled(ctx, { id, enabled: true })).rejects.toMatchObject({ kind: "invalid_input" });
    await updateRule(ctx, { id, name: "x", runbook: "dead-letters" });
    await setRuleEnabled(ctx, { id, enabled: true });
    await expect(updateRule(ctx, { id, name: "x", runbook: "" })).rejects.toMatchObject({ kind: "invalid_input" });
  });

  test("refuses parameters of another kind, a script as runbook and a channel of a stranger", async () => {
    const workspace = await makeWorkspace();
    const ctx = await workspace.as("admin");
    const foreign = await webhookChannel(await (await makeWorkspace()).as("admin"));
    for (const wrong of [{ ageSeconds: 5 }, { runbook: "javascript:alert(1)" }, { channelIds: [foreign.id] }])
      await expect(createRule(ctx, { ...rule, ...wrong })).rejects.toMatchObject({ kind: "invalid_input" });
  });
});

describe("an alert, from the first dead letter to the last word", () => {
  test("waits, fires once, is acknowledged, keeps firing, resolves, and tells each part once, signed", async () => {
    reset();
    const { workspace, integration, channel, round, outbox } = await watched({ forSeconds: 60, keepFiringSeconds: 30 });
    expect((await round(0)).opened).toBe(0);
    const dead = await deadLetter(workspace, integration, at(5));
    await round(20);
    const viewer = await workspace.as("viewer");
    expect(await listAlerts(viewer)).toMatchObject([{ state: "pending", value: 1 }]);
    expect(await outbox.drain(at(21))).toBe(0);
    await round(90);
    const [alert] = await listAlerts(viewer);
    expect(alert).toMatchObject({ state: "firing", labels: { integration: integration.slug, environment: "live" } });
    expect(await countFiringAlerts(viewer)).toBe(1);
    expect(await outbox.drain(at(91))).toBe(1);
    await round(120);
    expect(await outbox.drain(at(121))).toBe(0);
    const ops = await workspace.as("ops", { now: () => at(130) });
    await acknowledgeAlert(ops, { id: alert?.id, note: "Looking" });
    await round(150);
    expect((await listAlerts(viewer))[0]).toMatchObject({ state: "acknowledged", acknowledgedBy: ops.actor.label });
    await db().deliveryHistory.updateMany({ where: { id: dead }, data: { resolution: "replayed" } });
    await round(170);
    expect((await listAlerts(viewer))[0]).toMatchObject({ state: "acknowledged", clearSince: at(170).toISOString() });
    await round(201);
    expect((await listAlerts(viewer))[0]).toMatchObject({ state: "resolved" });
    await outbox.drain(at(202));
    const told = hook.received.map(({ headers, body }) => new Webhook(channel.secret).verify(body, headersOf(headers)));
    expect(told.map((message) => Object(message).type)).toEqual([
      "alert.firing",
      "alert.acknowledged",
      "alert.resolved",
    ]);
    expect(told[0]).toMatchObject({
      data: {
        severity: "warn",
        status: "firing",
        episode: 1,
        value: 1,
        annotations: { runbook_url: expect.stringContaining("/runbooks/dead-letters") },
      },
    });
    const { transitions } = await getAlert(viewer, alert?.id ?? "");
    expect(transitions.map(({ to }) => to)).toEqual(["pending", "firing", "acknowledged", "resolved"]);
    const audited = await db().auditEntry.findMany({
      where: { workspaceId: workspace.id, entityType: "alert" },
      orderBy: { seq: "asc" },
    });
    expect(audited.map(({ action }) => action)).toEqual(["alert.fire", "alert.acknowledge", "alert.resolve"]);
  });

  test("that comes back is a new episode of the same thing", async () => {
    reset();
    const { workspace, integration, round } = await watched();
    const first = await deadLetter(workspace, integration, at(0));
    await round(10);
    await db().deliveryHistory.updateMany({ where: { id: first }, data: { resolution: "discarded" } });
    await round(30);
    await deadLetter(workspace, integration, at(40));
    await round(50);
    const alerts = await listAlerts(await workspace.as("viewer"));
    expect(alerts.map(({ state, episode }) => [state, episode])).toEqual([
      ["firing", 2],
      ["resolved", 1],
    ]);
  });

  test("that never fired is told to nobody, also not when it goes away", async () => {
    reset();
    const { workspace, integration, round, outbox } = await watched({ forSeconds: 600 });
    const dead = await deadLetter(workspace, integration, at(0));
    await round(10);
    await db().deliveryHistory.updateMany({ where: { id: dead }, data: { resolution: "replayed" } });
    await round(30);
    expect(await outbox.drain(at(31))).toBe(0);
    expect(await listAlerts(await workspace.as("viewer"))).toEqual([]);
  });

  test("does not resolve when its rule cannot be read, and the rule says so", async () => {
    reset();
    const { workspace, integration, ruleId, round } = await watched();
    await deadLetter(workspace, integration, at(0));
    await round(10);
    await db().deliveryHistory.deleteMany({ where: { workspaceId: workspace.id } });
    await db().alertRule.update({ where: { id: ruleId }, data: { params: { threshold: "many" } } });
    expect(await round(30)).toMatchObject({ rules: 1, failed: 1, resolved: 0 });
    expect(await countFiringAlerts(await workspace.as("viewer"))).toBe(1);
    expect(await db().alertRule.findUniqueOrThrow({ where: { id: ruleId } })).toMatchObject({
      lastError: expect.any(String),
    });
    await db().alertRule.update({ where: { id: ruleId }, data: { params: { count: "open" } } });
    expect(await round(50)).toMatchObject({ failed: 0, resolved: 1 });
  });

  test("ends when a person turns its rule off, and who was told hears it", async () => {
    reset();
    const { workspace, admin, integration, ruleId, round, outbox } = await watched();
    await deadLetter(workspace, integration, at(0));
    await round(10);
    await outbox.drain(at(11));
    expect(await setRuleEnabled({ ...admin, now: () => at(20) }, { id: ruleId, enabled: false })).toMatchObject({
      closed: 1,
    });
    await outbox.drain(at(21));
    expect(hook.received.map(({ body }) => JSON.parse(body).type)).toEqual(["alert.firing", "alert.resolved"]);
  });

  test("is evaluated by one of many workers, once a round", async () => {
    const { workspace, integration, round } = await watched();
    await deadLetter(workspace, integration, at(0));
    const rounds = await Promise.all([round(10), round(10), round(10), round(10)]);
    expect(rounds.reduce((sum, { rules }) => sum + rules, 0)).toBe(1);
    expect((await round(20)).rules).toBe(0);
    expect((await round(26)).rules).toBe(1);
    expect(await db().alert.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });
});

describe("each kind of rule", () => {
  test("breaker open: fires while the breaker is not closed, and names the destination", async () => {
    const { workspace, integration, round } = await watched({
      kind: "breaker_open",
      count: undefined,
      threshold: undefined,
    });
    const destination = await db().destination.findFirstOrThrow({ where: { integrationId: integration.id } });
    await db().destinationState.create({
      data: { id: destination.id, breaker: "open", firstFailureAt: at(-600), breakerChangedAt: at(-60) },
    });
    await round(0);
    const viewer = await workspace.as("viewer");
    expect(await listAlerts(viewer)).toMatchObject([{ state: "firing", value: 600, labels: { destination: "sink" } }]);
    await db().destinationState.update({ where: { id: destination.id }, data: { breaker: "half_open" } });
    await round(20);
    expect((await listAlerts(viewer))[0]).toMatchObject({ state: "firing" });
    await db().destinationState.update({ where: { id: destination.id }, data: { breaker: "closed" } });
    await round(40);
    expect((await listAlerts(viewer))[0]).toMatchObject({ state: "resolved" });
  });

  test("oldest undelivered: looks at what is due, not at what waits for its next try", async () => {
    const { workspace, integration, round } = await watched({
      kind: "oldest_undelivered",
      count: undefined,
      threshold: undefined,
      ageSeconds: "2m",
    });
    const destination = await db().destination.findFirstOrThrow({ where: { integrationId: integration.id } });
    const delivery = {
      workspaceId: workspace.id,
      eventId: newId(),
      sourceId: newId(),
      destinationId: destination.id,
      integrationId: integration.id,
      environment: "live" as const,
      eventType: "x",
      bucket: 0,
    };
    await db().delivery.create({
      data: { ...delivery, id: newId(), routeId: newId(), createdAt: at(-9_000), nextAttemptAt: at(3_600) },
    });
    await round(0);
    const viewer = await workspace.as("viewer");
    expect(await listAlerts(viewer)).toEqual([]);
    await db().delivery.create({ data: { ...delivery, id: newId(), routeId: newId(), nextAttemptAt: at(-300) } });
    await round(20);
    expect(await listAlerts(viewer)).toMatchObject([{ state: "firing", value: 320, threshold: 120 }]);
  });

  test("silent source: a source that never received anything has no data and does not fire", async () => {
    const { workspace, integration, round } = await watched({
      kind: "source_silent",
      count: undefined,
      threshold: undefined,
      silentSeconds: 600,
    });
    await round(0);
    const viewer = await workspace.as("viewer");
    expect(await listAlerts(viewer)).toEqual([]);
    const source = await db().source.findFirstOrThrow({ where: { integrationId: integration.id } });
    await db().source.update({ where: { id: source.id }, data: { lastEventAt: at(-700) } });
    await round(20);
    expect(await listAlerts(viewer)).toMatchObject([{ state: "firing", value: 720 }]);
    await db().source.update({ where: { id: source.id }, data: { lastEventAt: null } });
    await round(40);
    expect(await listAlerts(viewer)).toMatchObject([{ state: "firing", value: 720 }]);
    await db().source.update({ where: { id: source.id }, data: { lastEventAt: at(55) } });
    await round(60);
    expect(await listAlerts(viewer)).toMatchObject([{ state: "resolved" }]);
  });
});

describe("the outbox", () => {
  test("survives a channel that is down for an hour and tells each transition once when it is back", async () => {
    reset(500);
    const { workspace, admin, integration, ruleId, round, outbox } = await watched();
    const healthy = await webhookChannel(admin);
    await db().alertRule.update({ where: { id: ruleId }, data: { channelIds: { push: healthy.id } } });
    await db().channel.update({
      where: { id: healthy.id },
      data: {
        kind: "email",
        config: { to: ["ops@example.test"], smtp: { host: "127.0.0.1", port: smtpPort, secure: false } },
        sealedSecret: null,
      },
    });
    const dead = await deadLetter(workspace, integration, at(0));
    await round(10);
    for (let seconds = 10; seconds < 3_600; seconds += 60) await outbox.drain(at(seconds));
    expect(letters).toHaveLength(1);
    const tries = hook.received.length;
    expect(tries).toBeGreaterThan(3);
    expect(new Set(hook.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    await db().deliveryHistory.updateMany({ where: { id: dead }, data: { resolution: "replayed" } });
    await round(3_600);
    expect(hook.received).toHaveLength(tries);
    reset();
    for (let seconds = 3_600; seconds < 9_000; seconds += 60) await outbox.drain(at(seconds));
    expect(hook.received.map(({ body }) => JSON.parse(body).type)).toEqual(["alert.firing", "alert.resolved"]);
    expect(letters).toHaveLength(1);
    const { told } = await getAlert(await workspace.as("viewer"), (await listAlerts(admin))[0]?.id ?? "");
    expect(told.every(({ state }) => state === "sent")).toBe(true);
  });

  test("gives up after its last try, and then tells nobody the end of that story", async () => {
    reset(500);
    const { workspace, integration, round, outbox } = await watched();
    const dead = await deadLetter(workspace, integration, at(0));
    await round(10);
    for (let hours = 0; hours < 20; hours++) await outbox.drain(at(20 + hours * 3_600 * 3));
    await db().deliveryHistory.updateMany({ where: { id: dead }, data: { resolution: "replayed" } });
    await round(400_000);
    await outbox.drain(at(400_010));
    const rows = await db().notification.findMany({ where: { workspaceId: workspace.id } });
    expect(rows).toMatchObject([{ transition: "firing", state: "dead", lastError: expect.stringContaining("500") }]);
  });

  test("asks a receiver that says 410 never again, and says what to do", async () => {
    reset(410);
    const { workspace, integration, round, outbox } = await watched();
    await deadLetter(workspace, integration, at(0));
    await round(10);
    for (let hours = 0; hours < 20; hours++) await outbox.drain(at(20 + hours * 3_600));
    expect(hook.received).toHaveLength(1);
    expect(await db().notification.findMany({ where: { workspaceId: workspace.id } })).toMatchObject([
      { state: "dead", attempts: 1, lastError: expect.stringContaining("Give the channel another one") },
    ]);
  });

  test("sends a row once when several workers claim together, and again when one died with it", async () => {
    reset();
    const { workspace, integration, round } = await watched();
    await deadLetter(workspace, integration, at(0));
    await round(10);
    const workers = [createOutbox(), createOutbox(), createOutbox()];
    await Promise.all(workers.map((worker) => worker.drain(at(11))));
    expect(hook.received).toHaveLength(1);
    await db().notification.updateMany({
      where: { workspaceId: workspace.id },
      data: { state: "queued", nextAttemptAt: at(70) },
    });
    expect(await createOutbox().drain(at(60))).toBe(0);
    expect(await createOutbox().drain(at(71))).toBe(1);
    expect(hook.received[1]?.headers["webhook-id"]).toBe(hook.received[0]?.headers["webhook-id"]);
  });
});

describe("a channel", () => {
  test("is tested by a real signed post, and the outcome is kept and shown", async () => {
    reset();
    const workspace = await makeWorkspace();
    const { id, secret } = await webhookChannel(await workspace.as("admin"));
    const ops = await workspace.as("ops");
    expect(await testChannel(ops, { id })).toMatchObject({ outcome: "delivered" });
    const [sent] = hook.received;
    expect(new Webhook(secret).verify(sent?.body ?? "", headersOf(sent?.headers ?? {}))).toMatchObject({
      type: "alert.test",
    });
    hook.answer = 503;
    expect(await testChannel(ops, { id })).toMatchObject({ outcome: "http_503" });
    expect(await listChannels(ops)).toMatchObject([
      { lastTestOutcome: "http_503", lastTestDetail: expect.stringContaining("503") },
    ]);
    await expect(testChannel(await workspace.as("engineer"), { id })).rejects.toMatchObject({ kind: "forbidden" });
    await expect(testChannel(await (await makeWorkspace()).as("admin"), { id })).rejects.toMatchObject({
      kind: "not_found",
    });
  });

  test("by e-mail arrives at a real server, says that a machine wrote it, and threads by episode", async () => {
    reset();
    const { workspace, admin, integration, ruleId, round, outbox } = await watched();
    const { id } = await createChannel(admin, {
      kind: "email",
      name: "mail",
      to: "a@example.test, b@example.test",
      smtpHost: "127.0.0.1",
      smtpPort,
      smtpSecure: false,
    });
    await db().alertRule.update({
      where: { id: ruleId },
      data: { channelIds: [id], name: "Dead\r\nBcc: evil@example.test" },
    });
    expect(await testChannel(admin, { id })).toMatchObject({ outcome: "delivered" });
    const dead = await deadLetter(workspace, integration, at(0));
    await round(10);
    await outbox.drain(at(11));
    await db().deliveryHistory.updateMany({ where: { id: dead }, data: { resolution: "replayed" } });
    await round(30);
    await outbox.drain(at(31));
    const [, firing = "", resolved = ""] = letters;
    expect(firing).toMatch(/^Auto-Submitted: auto-generated\r$/im);
    expect(firing).not.toMatch(/^Bcc:/im);
    const messageId = /^Message-ID: (<[^>]+>)/im.exec(firing)?.[1] ?? "none";
    expect(messageId).toContain(".1@");
    expect(resolved).toContain(`In-Reply-To: ${messageId}`);
    expect(resolved).toMatch(/^Subject: \[Resolved\]/im);
  });

  test("refuses a private address, a list hidden in one mailbox and a line break in it", async () => {
    const ctx = await (await makeWorkspace()).as("admin");
    for (const wrong of [
      { kind: "webhook", url: "http://169.254.169.254/latest" },
      { kind: "webhook", url: "ftp://x.test/" },
      { kind: "webhook", url: "https://user:pass@x.test/" },
      { kind: "webhook" },
      { kind: "email", to: ["a@example.test\r\nBcc: c@example.test"] },
      { kind: "email", to: ["“e@evil”@victim.test"] },
      { kind: "email", to: ["a＠b.test"] },
      { kind: "email" },
    ])
      await expect(createChannel(ctx, { name: "x", ...wrong }), JSON.stringify(wrong)).rejects.toMatchObject({
        kind: "invalid_input",
      });
  });

  test("by e-mail says plainly what is wrong when the server is not there or not allowed", async () => {
    const workspace = await makeWorkspace();
    const admin = await workspace.as("admin");
    const to = ["a@example.test"];
    const gone = await createChannel(admin, { kind: "email", name: "gone", to, smtpHost: "127.0.0.1", smtpPort: 9 });
    const inside = await createChannel(admin, {
      kind: "email",
      name: "inside",
      to,
      smtpHost: "127.0.0.1",
      smtpPort: 25,
    });
    // As a name does that changed its address after it was saved.
    await db().channel.update({
      where: { id: inside.id },
      data: { config: { to, smtp: { host: "10.0.0.1", port: 25, secure: false } } },
    });
    const none = await createChannel(admin, { kind: "email", name: "none", to });
    expect(await testChannel(admin, { id: gone.id })).toMatchObject({ outcome: "connect" });
    expect(await testChannel(admin, { id: inside.id })).toMatchObject({ outcome: "ssrf_blocked" });
    expect(await testChannel(admin, { id: none.id })).toMatchObject({ outcome: "misconfigured" });
  });
});

test("alerts, rules and channels of another workspace do not exist", async () => {
  const workspace = await makeWorkspace();
  const id = await firingAlert(workspace);
  const stranger = await (await makeWorkspace()).as("admin");
  await expect(getAlert(stranger, id)).rejects.toMatchObject({ kind: "not_found" });
  await expect(getAlert(stranger, "nonsense")).rejects.toMatchObject({ kind: "not_found" });
  expect([await listAlerts(stranger), await listRules(stranger), await listChannels(stranger)]).toEqual([[], [], []]);
  expect(await getAlertOverview(stranger)).toMatchObject({ firing: 0, rules: 0, checkedAt: null });
  expect(await getAlertOverview(await workspace.as("viewer"))).toMatchObject({ firing: 1, rules: 1, quiet: 0 });
});

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
