import { createHash } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { type Signed, signGithub, signStandard, signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { makeRoute, makeSource } from "#lib/testing/sources.ts";
import { type Gateway, startGateway } from "./server.ts";

let gateway: Gateway;
const SECRET = "whsec_the_first_secret";
const NOW = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  gateway = await startGateway({ host: "127.0.0.1", port: 0, log: makeLogger("test") });
});
afterAll(() => gateway.close());

async function send(key: string, { headers, body }: Signed, url = gateway.url) {
  const response = await fetch(`${url}/in/${key}`, { method: "POST", headers, body: Uint8Array.from(body) });
  return {
    status: response.status,
    headers: response.headers,
    answer: (await response.json()) as Record<string, unknown>,
  };
}
async function until<T>(read: () => Promise<T>, wanted: (value: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries++) {
    const value = await read();
    if (wanted(value) || tries > 60) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const quarantined = (sourceId: string, count = 1) =>
  until(
    () => db().quarantine.findMany({ where: { sourceId }, orderBy: { id: "asc" } }),
    (rows) => rows.length >= count,
  );

async function stripeSource(columns: Parameters<typeof makeSource>[1] = {}) {
  const workspace = await makeWorkspace();
  return makeSource(workspace.id, { secrets: [SECRET], ...columns });
}

describe("a request signed by the provider's own library", () => {
  test("from Stripe is answered 202 and stored with its bytes, headers, id and type", async () => {
    const source = await stripeSource();
    const signed = signStripe(stripeEvent("evt_a"), { secret: SECRET });
    const { status, answer } = await send(source.key, { ...signed, headers: { ...signed.headers, cookie: "a=b" } });
    expect(status).toBe(202);
    const event = await db().event.findUniqueOrThrow({ where: { id: String(answer["id"]) } });
    expect(Buffer.from(event.body)).toEqual(signed.body);
    expect(event).toMatchObject({
      sourceId: source.id,
      workspaceId: source.workspaceId,
      externalId: "evt_a",
      type: "invoice.paid",
      environment: "test",
      contentType: "application/json",
      isUtf8: true,
      traceId: event.id.replaceAll("-", ""),
    });
    expect(Buffer.from(event.bodySha).toString("hex")).toBe(createHash("sha256").update(signed.body).digest("hex"));
    const names = (JSON.parse(Buffer.from(event.headers).toString()) as string[][]).map(([name]) =>
      name?.toLowerCase(),
    );
    expect(names).toContain("stripe-signature");
    expect(names).not.toContain("cookie");
    expect(Math.abs(event.receivedAt.getTime() - Date.now())).toBeLessThan(10_000);
  });

  test("from GitHub and Standard Webhooks is stored under the id that its headers carry", async () => {
    const github = await stripeSource({ preset: "github" });
    const ping = await signGithub('{"action":"opened","number":1}', { secret: SECRET }, "d-1", "issues");
    expect((await send(github.key, ping)).status).toBe(202);
    const secret = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
    const standard = await stripeSource({ preset: "standard_webhooks", secrets: [secret] });
    expect((await send(standard.key, signStandard('{"type":"user.created"}', { secret }, "msg_1"))).status).toBe(202);
    expect(await db().event.findFirst({ where: { sourceId: github.id } })).toMatchObject({
      externalId: "d-1",
      type: "issues.opened",
    });
    expect(await db().event.findFirst({ where: { sourceId: standard.id } })).toMatchObject({
      externalId: "msg_1",
      type: "user.created",
    });
  });

  test("twice is one event: 200 with the first one's id; another body under the same id is 409", async () => {
    const source = await stripeSource();
    const first = await send(source.key, signStripe(stripeEvent("evt_twice"), { secret: SECRET }));
    const again = await send(source.key, signStripe(stripeEvent("evt_twice"), { secret: SECRET }));
    expect(again).toMatchObject({ status: 200, answer: { id: first.answer["id"], duplicate: true } });
    const other = await send(source.key, signStripe(stripeEvent("evt_twice", "invoice.voided"), { secret: SECRET }));
    expect(other.status).toBe(409);
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(1);
    const claim = await db().eventDedupe.findFirstOrThrow({ where: { sourceId: source.id } });
    expect(claim).toMatchObject({ duplicates: 1, conflicts: 1, eventId: first.answer["id"] });
    const [kept] = await quarantined(source.id);
    expect(kept).toMatchObject({ reason: "conflict", detail: expect.stringContaining(String(first.answer["id"])) });
    expect(Buffer.from(kept?.body ?? []).toString()).toContain("invoice.voided");
  });

  test("verifies with each of two active secrets, and no longer with a retired one", async () => {
    const source = await stripeSource({ secrets: [SECRET, "whsec_the_second_one"] });
    expect((await send(source.key, signStripe(stripeEvent(), { secret: SECRET }))).status).toBe(202);
    expect((await send(source.key, signStripe(stripeEvent(), { secret: "whsec_the_second_one" }))).status).toBe(202);
    const oldest = await db().sourceSecret.findFirstOrThrow({ where: { sourceId: source.id }, orderBy: { id: "asc" } });
    await db().sourceSecret.update({ where: { id: oldest.id }, data: { retiresAt: new Date(Date.now() - 1) } });
    const status = await until(
      async () => (await send(source.key, signStripe(stripeEvent(), { secret: SECRET }))).status,
      (value) => value === 401,
    );
    expect(status).toBe(401);
    expect((await send(source.key, signStripe(stripeEvent(), { secret: "whsec_the_second_one" }))).status).toBe(202);
  });
});

describe("a request that cannot be trusted", () => {
  test("is answered 401 without a reason, and kept in the quarantine with one", async () => {
    const source = await stripeSource();
    const good = signStripe(stripeEvent(), { secret: SECRET });
    const tries: [string, Signed][] = [
      ["missing_signature", { ...good, headers: { "content-type": "application/json" } }],
      ["bad_signature", signStripe(stripeEvent(), { secret: "whsec_of_somebody_else" })],
      ["bad_signature", { ...good, body: Buffer.from(`${good.body}x`) }],
      ["stale_timestamp", signStripe(stripeEvent(), { secret: SECRET, atSeconds: NOW() - 360 })],
      ["future_timestamp", signStripe(stripeEvent(), { secret: SECRET, atSeconds: NOW() + 360 })],
    ];
    for (const [, signed] of tries)
      expect(await send(source.key, signed)).toMatchObject({ status: 401, answer: { error: "unauthorized" } });
    const rows = await quarantined(source.id, tries.length);
    expect(rows.map((row) => row.reason)).toEqual(tries.map(([reason]) => reason));
    expect(rows[3]?.detail).toMatch(/6 min 0 s|6 min/);
    expect(rows.every((row) => row.workspaceId === source.workspaceId && row.environment === "test")).toBe(true);
    expect(Buffer.from(rows[1]?.body ?? []).length).toBeGreaterThan(10);
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(0);
  });

  test("from a flood of strangers fills its share of the quarantine and no more", async () => {
    const source = await stripeSource();
    const bad = signStripe(stripeEvent(), { secret: "whsec_of_somebody_else" });
    await Promise.all(Array.from({ length: 120 }, () => send(source.key, bad)));
    await quarantined(source.id, 50);
    await new Promise((resolve) => setTimeout(resolve, 400));
    const rows = await db().quarantine.count({ where: { sourceId: source.id, reason: "bad_signature" } });
    expect(rows).toBeGreaterThanOrEqual(50);
    expect(rows).toBeLessThanOrEqual(100);
  });

  test("at an unknown, malformed or deleted address is 404, and GET is 405", async () => {
    const gone = await stripeSource({ deletedAt: new Date() });
    const good = signStripe(stripeEvent(), { secret: SECRET });
    for (const key of ["0123456789abcdef0123", gone.key, "..%2f", "%00", "short"])
      expect((await send(key, good)).status).toBe(404);
    const get = await fetch(`${gateway.url}/in/${(await stripeSource()).key}`);
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
  });

  test("with an id that would blur the signed string is 400", async () => {
    const secret = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
    const source = await stripeSource({ preset: "standard_webhooks", secrets: [secret] });
    expect((await send(source.key, signStandard('{"type":"a"}', { secret }, "msg.1"))).status).toBe(400);
  });
});

describe("what is routed", () => {
  test("makes one delivery a destination, by the first route that takes the type, in the event's own statement", async () => {
    const source = await stripeSource();
    const all = await makeRoute(source, ["*"]);
    await makeRoute(source, ["customer.*"]);
    await db().route.create({
      data: {
        id: newId(),
        workspaceId: source.workspaceId,
        sourceId: source.id,
        destinationId: all.destinationId,
        eventTypes: ["invoice.paid"],
      },
    });
    const { answer } = await send(source.key, signStripe(stripeEvent(), { secret: SECRET }));
    const rows = await db().delivery.findMany({ where: { eventId: String(answer["id"]) } });
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      routeId: all.routeId,
      destinationId: all.destinationId,
      state: 0,
      eventType: "invoice.paid",
      sourceId: source.id,
    });
  });

  async function liveSource(trafficMode: "blocked" | "parked" | "canary" | "live", canaryPercent = 10) {
    const workspace = await makeWorkspace();
    const integration = await db().integration.create({
      data: {
        id: newId(),
        workspaceId: workspace.id,
        slug: "pay",
        name: "Pay",
        kind: "payment",
        trafficMode,
        canaryPercent,
      },
    });
    const source = await makeSource(workspace.id, {
      environment: "live",
      integrationId: integration.id,
      secrets: [SECRET],
    });
    await makeRoute(source);
    return { workspace, integration, source };
  }
  async function stateAfter(sourceKey: string, objectId = "in_1"): Promise<number | undefined> {
    const { answer, status } = await send(
      sourceKey,
      signStripe(stripeEvent(undefined, "a.b", { id: objectId }), { secret: SECRET }),
    );
    expect(status).toBe(202);
    return (await db().delivery.findFirst({ where: { eventId: String(answer["id"]) } }))?.state;
  }

  test("is parked while the integration is blocked or parked, and flows when it is live", async () => {
    for (const [mode, state] of [
      ["blocked", 3],
      ["parked", 3],
      ["live", 0],
    ] as const)
      expect(await stateAfter((await liveSource(mode)).source.key)).toBe(state);
  });

  test("flows in a canary for the same objects every time, and for about the share that was set", async () => {
    const { source } = await liveSource("canary", 50);
    const first: (number | undefined)[] = [];
    for (let at = 0; at < 24; at++) first.push(await stateAfter(source.key, `obj_${at}`));
    const flowing = first.filter((state) => state === 0).length;
    expect(flowing).toBeGreaterThan(3);
    expect(flowing).toBeLessThan(21);
    for (let at = 0; at < 6; at++) expect(await stateAfter(source.key, `obj_${at}`)).toBe(first[at]);
  });

  test("is held while a kill switch of the integration is off in that environment, whatever the mode", async () => {
    const { workspace, integration, source } = await liveSource("live");
    const flagId = newId();
    await db().flag.create({
      data: {
        id: flagId,
        workspaceId: workspace.id,
        key: "pay.kill",
        type: "kill_switch",
        integrationId: integration.id,
        environments: {
          create: [
            { workspaceId: workspace.id, environment: "live", enabled: false },
            { workspaceId: workspace.id, environment: "test", enabled: true },
          ],
        },
      },
    });
    expect(await stateAfter(source.key)).toBe(2);
    await db().flagEnvironment.update({
      where: { flagId_environment: { flagId, environment: "live" } },
      data: { enabled: true },
    });
    expect(await stateAfter(source.key)).toBe(0);
  });

  test("is stored all the same when the source is paused or nothing takes its type", async () => {
    const paused = await stripeSource({ state: "paused" });
    await makeRoute(paused, ["other.*"]);
    const { status, answer } = await send(paused.key, signStripe(stripeEvent(), { secret: SECRET }));
    expect(status).toBe(202);
    expect(await db().delivery.count({ where: { eventId: String(answer["id"]) } })).toBe(0);
  });
});

describe("limits", () => {
  test("a source over its rate answers 429 with the seconds to wait", async () => {
    const source = await stripeSource({ ratePerS: 2 });
    const answers = [];
    for (let at = 0; at < 5; at++) answers.push(await send(source.key, signStripe(stripeEvent(), { secret: SECRET })));
    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(2);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
  });

  test("a body over the cap is 413, an encoded one 415", async () => {
    const source = await stripeSource({ maxBodyBytes: 1_000 });
    expect((await send(source.key, signStripe("x".repeat(1_001), { secret: SECRET }))).status).toBe(413);
    const signed = signStripe(stripeEvent(), { secret: SECRET });
    expect(
      (await send(source.key, { ...signed, headers: { ...signed.headers, "content-encoding": "gzip, gzip" } })).status,
    ).toBe(415);
  });
});

test("a head of 10,000 headers is answered 431, and the answer arrives although nobody read the rest", async () => {
  const headers = Array.from({ length: 10_000 }, (_, at) => `x-${at}: a\r\n`).join("");
  const socket = connect(gateway.port, "127.0.0.1");
  socket.write(`POST /in/0123456789abcdef HTTP/1.1\r\nhost: a\r\n${headers}\r\n`);
  let said = "";
  for await (const chunk of socket) said += String(chunk);
  expect(said).toMatch(/^HTTP\/1\.1 431 /);
});

test("a route that was made a moment ago takes the next event, although the source was in memory before", async () => {
  const source = await stripeSource();
  expect((await send(source.key, signStripe(stripeEvent(), { secret: SECRET }))).status).toBe(202);
  for (let routes = 1; routes <= 3; routes++) {
    await makeRoute(source);
    const { answer } = await send(source.key, signStripe(stripeEvent(), { secret: SECRET }));
    expect(await db().delivery.count({ where: { eventId: String(answer["id"]) } })).toBe(routes);
  }
});

test("the metrics count deliveries by integration once they are stored, and a repeat makes none", async () => {
  const source = await stripeSource();
  await makeRoute(source);
  const signed = signStripe(stripeEvent("evt_counted"), { secret: SECRET });
  const read = async () => {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    return Number(/^icr_deliveries_created_total\{integration="[^"]*"\} (\d+)/m.exec(text)?.[1] ?? 0);
  };
  const before = await read();
  expect((await send(source.key, signed)).status).toBe(202);
  expect((await send(source.key, signed)).status).toBe(200);
  expect(await read()).toBe(before + 1);
});
