import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OFREPWebProvider } from "@openfeature/ofrep-web-provider";
import { OpenFeature } from "@openfeature/server-sdk";
import { OpenFeature as WebFeature } from "@openfeature/web-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId, randomToken } from "#lib/core/id.ts";
import { db, makePool, pool } from "#lib/db/client.ts";
import { archiveFlag } from "#lib/flags/archive-flag.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { setFlagState } from "#lib/flags/set-flag-state.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { createOfrep, OFREP_PREFIX, type Ofrep } from "./ofrep.ts";

function listen(ofrep: Ofrep): Promise<{ server: Server; url: string }> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", async () => {
      const request = { method: req.method ?? "GET", path: req.url ?? "/", headers: req.headers };
      const { status, headers, body } = await ofrep.handle(request, Buffer.concat(chunks));
      res.writeHead(status, headers).end(body);
    });
  });
  return new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () =>
      resolve({ server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
    ),
  );
}

async function token(
  workspaceId: string,
  scope: "api" | "facts" | "flags",
  extra: { environment?: "test" | "live"; expiresAt?: Date; revokedAt?: Date } = {},
): Promise<string> {
  const text = randomToken("ilk_");
  await db().apiToken.create({
    data: {
      id: newId(),
      workspaceId,
      name: "t",
      scope,
      role: "viewer",
      lastFour: text.slice(-4),
      tokenHash: createHash("sha256").update(text).digest(),
      ...extra,
    },
  });
  return text;
}

const ofrep = () => createOfrep({ pool: pool(), log: makeLogger("test") });
let server: Server;
let url: string;
let shared: Ofrep;
beforeAll(async () => {
  shared = ofrep();
  ({ server, url } = await listen(shared));
});
afterAll(() => server.close());

async function withFlags(): Promise<{ workspace: TestWorkspace; live: string; test: string; api: string }> {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  await defineFlag(admin, { key: "checkout.annual", type: "release" });
  await defineFlag(admin, { key: "checkout.gone", type: "release" });
  await archiveFlag(admin, { key: "checkout.gone" });
  await setFlagState(admin, { key: "checkout.annual", environment: "live", enabled: true });
  shared.invalidate();
  return {
    workspace,
    live: await token(workspace.id, "flags", { environment: "live" }),
    test: await token(workspace.id, "flags", { environment: "test" }),
    api: await token(workspace.id, "api"),
  };
}

type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
async function post(
  path: string,
  bearer: string | null,
  body: unknown = {},
  headers: Record<string, string> = {},
): Promise<Answer> {
  const answer = await fetch(url + OFREP_PREFIX + path, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === "" ? {} : JSON.parse(text) };
}

describe("OFREP, one flag", () => {
  test("answers each flag token from its own environment, with value, reason and variant", async () => {
    const { live, test: testToken } = await withFlags();
    expect(await post("/checkout.annual", live)).toMatchObject({
      status: 200,
      body: { key: "checkout.annual", value: true, reason: "STATIC", variant: "on" },
    });
    expect(await post("/checkout.annual", testToken)).toMatchObject({
      status: 200,
      body: { value: false, reason: "DISABLED", variant: "off" },
    });
  });

  test("answers an API token from the environment in the header, test by default", async () => {
    const { api } = await withFlags();
    expect((await post("/checkout.annual", api)).body).toMatchObject({ value: false });
    const inLive = await post("/checkout.annual", api, {}, { "x-interlock-environment": "live" });
    expect(inLive.body).toMatchObject({ value: true });
    expect((await post("/checkout.annual", api, {}, { "x-interlock-environment": "prod" })).status).toBe(400);
  });

  test("knows neither an unknown nor an archived flag, nor another workspace's", async () => {
    const { live } = await withFlags();
    const other = await token((await makeWorkspace()).id, "flags", { environment: "live" });
    for (const [bearer, key] of [
      [live, "nothing"],
      [live, "checkout.gone"],
      [other, "checkout.annual"],
    ] as const)
      expect(await post(`/${key}`, bearer)).toMatchObject({ status: 404, body: { key, errorCode: "FLAG_NOT_FOUND" } });
  });

  test("says what is wrong with the body", async () => {
    const { live } = await withFlags();
    const code = async (body: unknown) => {
      const { status, body: answer } = await post("/checkout.annual", live, body);
      return `${status} ${String(answer.errorCode)}`;
    };
    expect(await code("{")).toBe("400 PARSE_ERROR");
    expect(await code("[]")).toBe("400 PARSE_ERROR");
    expect(await code({ context: "me" })).toBe("400 INVALID_CONTEXT");
    expect((await post("/checkout.annual", live, "")).status).toBe(200);
  });

  test("refuses without, with a wrong, a revoked, an expired and a facts token", async () => {
    const { workspace } = await withFlags();
    const past = new Date(Date.now() - 1_000);
    const dead = await token(workspace.id, "flags", { environment: "live", revokedAt: past });
    const old = await token(workspace.id, "flags", { environment: "live", expiresAt: past });
    for (const bearer of [null, "ilk_wrong", dead, old])
      expect(await post("/checkout.annual", bearer)).toMatchObject({ status: 401, body: { errorCode: "GENERAL" } });
    const facts = await token(workspace.id, "facts");
    expect((await post("/checkout.annual", facts)).status).toBe(403);
  });

  test("refuses a flag token that asks for the other environment", async () => {
    const { test: testToken } = await withFlags();
    const answer = await post("/checkout.annual", testToken, {}, { "x-interlock-environment": "live" });
    expect(answer.status).toBe(403);
  });

  test("limits one token, says when to come back, and leaves others alone", async () => {
    const { live, api } = await withFlags();
    const tight = createOfrep({ pool: pool(), log: makeLogger("test"), perSecond: 2 });
    const ask = (bearer: string) =>
      tight.handle(
        { method: "POST", path: `${OFREP_PREFIX}/checkout.annual`, headers: { authorization: `Bearer ${bearer}` } },
        Buffer.from("{}"),
      );
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await ask(live)).status);
    expect(statuses).toContain(429);
    const refused = await ask(live);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThanOrEqual(1);
    expect((await ask(api)).status).toBe(200);
  });

  test("stops a token within two seconds of its revocation", async () => {
    const { workspace, live } = await withFlags();
    expect((await post("/checkout.annual", live)).status).toBe(200);
    await db().apiToken.updateMany({ where: { workspaceId: workspace.id }, data: { revokedAt: new Date() } });
    await new Promise((resolve) => setTimeout(resolve, 2_050));
    expect((await post("/checkout.annual", live)).status).toBe(401);
  });
});

describe("OFREP, all flags", () => {
  test("answers 304 for the same flags and context, 200 for another context or after a flip", async () => {
    const { workspace, live } = await withFlags();
    const context = { context: { targetingKey: "u1", plan: "pro" } };
    const first = await post("", live, context);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ flags: [{ key: "checkout.annual", value: true }] });
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]+"$/);
    const again = { "if-none-match": etag };
    expect((await post("", live, context, again)).status).toBe(304);
    const sameKeyOtherPlan = { context: { targetingKey: "u1", plan: "free" } };
    expect((await post("", live, sameKeyOtherPlan, again)).status).toBe(200);
    await setFlagState(await workspace.as("admin"), { key: "checkout.annual", environment: "live", enabled: false });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await post("", live, context, again);
    expect(after.status).toBe(200);
    expect(after.body).toMatchObject({ flags: [{ value: false, reason: "DISABLED" }] });
  });

  test("lets a browser ask from another origin", async () => {
    const answer = await fetch(url + OFREP_PREFIX, { method: "OPTIONS", headers: { origin: "https://shop.test" } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
  });
});

describe("the real OpenFeature SDKs", () => {
  test("the server SDK with its OFREP provider reads, follows a flip and falls back on an unknown flag", async () => {
    const { workspace, live } = await withFlags();
    await OpenFeature.setProviderAndWait(
      "server-sdk",
      new OFREPProvider({ baseUrl: url, headers: [["authorization", `Bearer ${live}`]] }),
    );
    const client = OpenFeature.getClient("server-sdk");
    expect(await client.getBooleanDetails("checkout.annual", false, { targetingKey: "u1" })).toMatchObject({
      value: true,
      reason: "STATIC",
      variant: "on",
    });
    expect(await client.getBooleanDetails("nothing", true)).toMatchObject({ value: true, errorCode: "FLAG_NOT_FOUND" });
    expect(await client.getStringDetails("checkout.annual", "x")).toMatchObject({
      value: "x",
      errorCode: "TYPE_MISMATCH",
    });
    await setFlagState(await workspace.as("admin"), { key: "checkout.annual", environment: "live", enabled: false });
    shared.invalidate();
    // A disabled flag answers a value: this provider fails on an answer without one.
    expect(await client.getBooleanDetails("checkout.annual", true)).toMatchObject({ value: false, reason: "DISABLED" });
    await OpenFeature.close();
  });

  test("the web SDK with its OFREP provider reads all flags at once and again after a context change", async () => {
    const { live } = await withFlags();
    const provider = new OFREPWebProvider({
      baseUrl: url,
      pollInterval: 0,
      cacheMode: "disabled",
      headers: [["authorization", `Bearer ${live}`]],
    });
    await WebFeature.setContext({ targetingKey: "u1" });
    await WebFeature.setProviderAndWait(provider);
    const client = WebFeature.getClient();
    expect(client.getBooleanDetails("checkout.annual", false)).toMatchObject({ value: true, reason: "STATIC" });
    await WebFeature.setContext({ targetingKey: "u1", plan: "free" });
    expect(client.getBooleanValue("checkout.annual", false)).toBe(true);
    await WebFeature.close();
  });
});

test("without its database a fresh gateway answers 503 with Retry-After, and says to use the default", async () => {
  const away = makePool("gateway", "postgresql://nobody@127.0.0.1:9/none", 1);
  try {
    const answer = await createOfrep({ pool: away, log: makeLogger("test") }).handle(
      { method: "POST", path: `${OFREP_PREFIX}/any`, headers: { authorization: "Bearer ilk_any" } },
      Buffer.from("{}"),
    );
    expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
    expect(answer.body).toContain("Use your default");
  } finally {
    await away.end();
  }
});
