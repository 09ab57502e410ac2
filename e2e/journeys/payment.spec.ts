import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIRequestContext, expect } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { createToken } from "#lib/auth/create-token.ts";
import { address, test, unique } from "../fixtures.ts";

type Received = { headers: IncomingHttpHeaders; body: Buffer; at: number };

/** A destination of ours on loopback that remembers what it got and answers what it is told. */
async function startSink(): Promise<{
  url: string;
  received: Received[];
  answer: { status: number };
  close: () => Promise<void>;
}> {
  const received: Received[] = [];
  const answer = { status: 200 };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks), at: Date.now() });
      response.writeHead(answer.status).end("seen");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Api = {
  get: (path: string) => Promise<{ status: number; body: never }>;
  post: (path: string, data: unknown) => Promise<{ status: number; body: never }>;
};

function withToken(request: APIRequestContext, token: string): Api {
  const headers = { authorization: `Bearer ${token}` };
  const answer = async (response: Awaited<ReturnType<APIRequestContext["get"]>>) => ({
    status: response.status(),
    body: (await response.json()) as never,
  });
  return {
    get: async (path) => answer(await request.get(`${address.web}/api/v1${path}`, { headers })),
    post: async (path, data) => answer(await request.post(`${address.web}/api/v1${path}`, { headers, data })),
  };
}

test("a payment integration from its first line to delivered, dead, replayed, held and released", async ({
  workspace,
  request,
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  const admin = await signIn("admin");
  const { token } = await createToken(admin, { name: "journey", role: "admin", expiresInDays: 1 });
  const api = withToken(request, token);
  const sink = await startSink();
  const slug = unique("stripe");
  const secret = "whsec_journey_secret_of_the_provider";
  try {
    const created = await api.post("/integrations", {
      slug,
      name: "Stripe subscriptions",
      kind: "payment",
      description: "Subscriptions",
    });
    expect(created).toMatchObject({
      status: 201,
      body: { slug, name: "Stripe subscriptions", kind: "payment", trafficMode: "blocked" },
    });
    const source = await api.post("/sources", {
      name: "stripe",
      integration: slug,
      environment: "test",
      preset: "stripe",
      secrets: [secret],
    });
    expect(source.status).toBe(201);
    const { id: sourceId, ingestUrl } = source.body as { id: string; ingestUrl: string };
    const destination = await api.post("/destinations", {
      name: "billing",
      environment: "test",
      url: sink.url,
      retry: { scheduleSeconds: [1, 1] },
    });
    expect(destination).toMatchObject({
      status: 201,
      body: { id: expect.any(String), signingSecret: expect.stringMatching(/^whsec_/) },
    });
    const { id: destinationId, signingSecret } = destination.body as { id: string; signingSecret: string };
    expect(await api.post("/routes", { sourceId, destinationId, eventTypes: ["*"] })).toMatchObject({
      status: 201,
      body: { id: expect.any(String) },
    });

    const stripe = new Stripe("sk_test_unused_by_this_test");
    const send = async (payload: string, options: { secret?: string; timestamp?: number } = {}) => {
      const header = stripe.webhooks.generateTestHeaderString({
        payload,
        secret: options.secret ?? secret,
        ...(options.timestamp === undefined ? {} : { timestamp: options.timestamp }),
      });
      return request.post(ingestUrl, {
        headers: { "stripe-signature": header, "content-type": "application/json" },
        data: Buffer.from(payload),
      });
    };
    const event = (id: string, amount = 1) =>
      JSON.stringify({ id, object: "event", type: "invoice.paid", data: { object: { id: "in_1", amount } } });

    await test.step("signed, repeated, changed and forged requests are told apart", async () => {
      await expect.poll(async () => (await send(event("evt_1"))).status(), { timeout: 10_000 }).toBe(202);
      const again = await send(event("evt_1"));
      expect(again.status()).toBe(200);
      expect(await again.json()).toMatchObject({ duplicate: true });
      expect((await send(event("evt_1", 2))).status()).toBe(409);
      expect((await send(event("evt_2"), { secret: "whsec_another" })).status()).toBe(401);
      const seconds = Math.floor(Date.now() / 1000);
      expect((await send(event("evt_2"), { timestamp: seconds - 1_000 })).status()).toBe(401);
      expect((await send(event("evt_2"), { timestamp: seconds + 1_000 })).status()).toBe(401);
      expect((await request.post(ingestUrl, { data: event("evt_2") })).status()).toBe(401);
      expect((await request.post(`${address.gateway}/in/nobody-has-this-key`, { data: "{}" })).status()).toBe(404);
      await expect
        .poll(
          async () =>
            ((await api.get(`/quarantine?source=${sourceId}`)).body as { items: { reason: string }[] }).items.length,
          { timeout: 10_000 },
        )
        .toBeGreaterThanOrEqual(4);
      const events = (await api.get(`/events?source=${sourceId}`)).body as {
        items: { externalId: string; duplicates: number }[];
      };
      expect(events.items).toHaveLength(1);
      expect(events.items[0]).toMatchObject({ externalId: "evt_1", duplicates: 1, type: "invoice.paid" });
    });

    await test.step("the delivery arrives once, signed, with the same bytes", async () => {
      await expect.poll(() => sink.received.length, { timeout: 10_000 }).toBe(1);
      const [first] = sink.received;
      if (first === undefined) throw new Error("nothing arrived");
      expect(first.body.toString()).toBe(event("evt_1"));
      expect(first.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-/);
      new Webhook(signingSecret).verify(first.body.toString(), first.headers as Record<string, string>);
    });

    await test.step("a failing destination ends in a dead letter, and a replay carries the same id", async () => {
      sink.answer.status = 500;
      expect((await send(event("evt_3"))).status()).toBe(202);
      type Deliveries = { items: { id: string; state: string; attemptCount: number }[] };
      const dead = async () =>
        ((await api.get(`/deliveries?destination=${destinationId}&state=dead`)).body as Deliveries).items;
      await expect.poll(async () => (await dead()).length, { timeout: 25_000 }).toBe(1);
      const [letter] = await dead();
      if (letter === undefined) throw new Error("no dead letter");
      expect(letter.attemptCount).toBe(3);
      const detail = await api.get(`/deliveries/${letter.id}`);
      expect(
        (detail.body as { attempts: { status: number; outcome: string }[] }).attempts.map(({ status }) => status),
      ).toEqual([500, 500, 500]);
      expect(await api.post("/replays", { deliveryIds: [letter.id], preview: true })).toMatchObject({
        status: 200,
        body: { count: 1 },
      });
      sink.answer.status = 200;
      const before = sink.received.length;
      expect(await api.post("/replays", { deliveryIds: [letter.id] })).toMatchObject({
        status: 202,
        body: { id: expect.any(String) },
      });
      await expect.poll(() => sink.received.length, { timeout: 15_000 }).toBe(before + 1);
      const ids = new Set(
        sink.received
          .filter(({ body }) => body.toString() === event("evt_3"))
          .map(({ headers }) => headers["webhook-id"]),
      );
      expect(ids.size).toBe(1);
    });

    await test.step("the kill switch holds deliveries within two seconds and lets them go again", async () => {
      expect(
        await api.post("/flags", {
          key: `${slug}.kill`,
          type: "kill_switch",
          description: "Stops it",
          integration: slug,
        }),
      ).toMatchObject({ status: 201, body: { key: `${slug}.kill` } });
      expect(await api.post(`/flags/${slug}.kill/environments/test`, { enabled: false })).toMatchObject({
        status: 200,
        body: { enabled: false },
      });
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      const before = sink.received.length;
      expect((await send(event("evt_4"))).status()).toBe(202);
      await expect
        .poll(
          async () =>
            ((await api.get(`/deliveries?destination=${destinationId}&state=held`)).body as { items: unknown[] }).items
              .length,
          { timeout: 5_000 },
        )
        .toBe(1);
      expect(sink.received.length).toBe(before);
      expect(await api.post(`/flags/${slug}.kill/environments/test`, { enabled: true })).toMatchObject({ status: 200 });
      await expect.poll(() => sink.received.length, { timeout: 5_000 }).toBe(before + 1);
    });

    await test.step("items prove themselves from what was done, and the gate says what blocks", async () => {
      type Items = { items: { key: string; state: string; wording: string }[] };
      const stateOf = async (key: string) =>
        ((await api.get(`/integrations/${slug}/checklist`)).body as Items).items.find((item) => item.key === key);
      await expect.poll(async () => (await stateOf("PAY-ARC-2"))?.state, { timeout: 15_000 }).toBe("passed");
      expect((await stateOf("PAY-ARC-2"))?.wording).toBe("Webhook handling designed");
      const verdict = await api.get(`/gates/${slug}/design`);
      expect(verdict).toMatchObject({
        status: 200,
        body: {
          verdict: expect.stringMatching(/blocked|no_data/),
          blocking: expect.any(Array),
          decisionUrl: expect.any(String),
        },
      });
      expect((await api.post(`/gates/${slug}/design/decisions`, { decision: "approve", comment: "" })).status).toBe(
        409,
      );
    });

    await test.step("the pages show it, and another workspace sees nothing", async () => {
      await page.goto("/webhooks/events");
      await expect(page.getByText("evt_3").first()).toBeVisible();
      await page.goto(`/integrations/${slug}/checklist`);
      await expect(page.getByText("Webhook handling designed").first()).toBeVisible();
      const stranger = await (await import("#lib/testing/factories.ts")).makeWorkspace();
      const other = await createToken(await stranger.as("admin"), { name: "other", role: "admin", expiresInDays: 1 });
      const elsewhere = withToken(request, other.token);
      expect((await elsewhere.get(`/integrations/${slug}`)).status).toBe(404);
      expect((await elsewhere.get(`/sources/${sourceId}`)).status).toBe(404);
      expect((await elsewhere.get(`/destinations/${destinationId}`)).status).toBe(404);
    });
    expect(workspace.id).toBe(admin.workspaceId);
  } finally {
    await sink.close();
  }
});
