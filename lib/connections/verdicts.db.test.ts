import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { db } from "#lib/db/client.ts";
import { closeOutbound } from "#lib/http/outbound/process-outbound.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { createConnection } from "./create-connection.ts";
import { createCredential } from "./create-credential.ts";
import { getCredential, listConnectionTests } from "./queries.ts";
import { testConnection } from "./test-connection.ts";

const SECRET = "CANARY-sk_test_right_key_7890";
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(closeOutbound);

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
const serve = (listener: RequestListener) => listen(createServer(listener));
const answering = (status: number, headers: Record<string, string> = {}) =>
  serve((_request, response) => response.writeHead(status, headers).end());

/** A provider that knows one key. */
const provider: RequestListener = (request, response) =>
  response.writeHead(request.headers.authorization === `Bearer ${SECRET}` ? 200 : 401).end();

type Setup = { base: string; value?: string; reference?: string; auth?: string; more?: object };

async function run({ base, value, reference, auth = "bearer", more = {} }: Setup) {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const credential =
    auth === "none"
      ? null
      : await createCredential(admin, {
          environment: "test",
          name: "Key",
          kind: auth === "basic" ? "basic" : "api_key",
          username: auth === "basic" ? "user" : "",
          ...(reference ? { reference } : { value: value ?? SECRET }),
        });
  const connection = await createConnection(admin, {
    environment: "test",
    name: "Provider",
    baseUrl: base,
    auth,
    ...(credential ? { credentialId: credential.id } : {}),
    timeoutMs: 1_000,
    ...more,
  });
  const result = await testConnection(await workspace.as("engineer"), { id: connection.id });
  return { workspace, admin, credential, connection, result };
}
const verdictOf = async (setup: Setup) => (await run(setup)).result;
const at = (port: number, scheme = "http") => `${scheme}://127.0.0.1:${port}`;

test("ok: the credential is accepted, and the same call without it is refused", async () => {
  const { result, workspace, connection } = await run({ base: at(await serve(provider)) });
  expect(result).toMatchObject({ verdict: "ok", status: 200 });
  expect(result.layers.map(({ layer, state }) => `${layer} ${state}`)).toEqual([
    "dns passed",
    "tcp passed",
    "tls skipped",
    "http passed",
    "auth passed",
  ]);
  expect(result.layers[4]?.detail).toContain("Without the credential: 401");
  expect(result.credentialFingerprint).toMatch(/^[0-9a-f]{12}$/);
  const [kept] = await listConnectionTests(await workspace.as("viewer"), connection.id);
  expect(kept).toEqual(result);
});

test("ok: basic and header sign in as well", async () => {
  const basic = await serve((request, response) =>
    response
      .writeHead(
        request.headers.authorization === `Basic ${Buffer.from(`user:${SECRET}`).toString("base64")}` ? 204 : 401,
      )
      .end(),
  );
  expect(await verdictOf({ base: at(basic), auth: "basic" })).toMatchObject({ verdict: "ok" });
  const header = await serve((request, response) =>
    response.writeHead(request.headers["x-api-key"] === SECRET ? 200 : 403).end(),
  );
  const more = { authHeader: "X-Api-Key", testMethod: "HEAD" };
  expect(await verdictOf({ base: at(header), auth: "header", more })).toMatchObject({ verdict: "ok" });
});

test("rejected: the provider does not know the key", async () => {
  const result = await verdictOf({ base: at(await serve(provider)), value: "sk_test_wrong_key_0000" });
  expect(result).toMatchObject({ verdict: "rejected", status: 401 });
  expect(result.nextStep).toMatch(/Rotate it/);
});

test("forbidden: the key is known but may not", async () => {
  expect(await verdictOf({ base: at(await answering(403)) })).toMatchObject({ verdict: "forbidden", status: 403 });
});

test("rate_limited: with how long to wait", async () => {
  const result = await verdictOf({ base: at(await answering(429, { "retry-after": "30" })) });
  expect(result).toMatchObject({ verdict: "rate_limited" });
  expect(result.nextStep).toContain("Wait 30 s");
});

test("unreachable: nothing listens, or nothing answers", async () => {
  const port = await answering(200);
  for (const close of closers.splice(0)) await close();
  const refused = await verdictOf({ base: at(port) });
  expect(refused).toMatchObject({ verdict: "unreachable", status: null });
  expect(refused.layers.find(({ layer }) => layer === "tcp")).toMatchObject({ state: "failed" });
  const mute = await serve((request) => {
    closers.push(() => request.socket.destroy());
  });
  const silent = await verdictOf({ base: at(mute) });
  expect(silent).toMatchObject({ verdict: "unreachable" });
  expect(silent.nextStep).toContain("did not answer within 1 s");
});

test("tls: the certificate is not one to trust, and the secret is never sent to it", async () => {
  const dir = mkdtempSync(join(tmpdir(), "interlock-verdict-"));
  closers.push(() => rmSync(dir, { recursive: true }));
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "9"];
  const files = ["-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")];
  execFileSync("openssl", ["req", "-x509", ...curve, "-subj", "/CN=localhost", ...files], { stdio: "ignore" });
  let hits = 0;
  const options = { cert: readFileSync(join(dir, "cert.pem")), key: readFileSync(join(dir, "key.pem")) };
  const port = await listen(
    createTlsServer(options, (_request, response) => {
      hits++;
      response.end();
    }),
  );
  const result = await verdictOf({ base: at(port, "https") });
  expect(result).toMatchObject({ verdict: "tls", status: null });
  expect(result.tlsExpiresAt).not.toBeNull();
  expect(result.layers.find(({ layer }) => layer === "tls")).toMatchObject({ state: "failed" });
  expect(hits).toBe(0);
});

test("misconfigured: a redirect, a port that is not HTTP, a secret that is not there", async () => {
  const redirect = await answering(302, { location: "https://example.com/" });
  expect(await verdictOf({ base: at(redirect) })).toMatchObject({ verdict: "misconfigured" });
  const tcp = await listen(createTcpServer((socket) => socket.once("data", () => socket.end("220 smtp ready\r\n"))));
  expect(await verdictOf({ base: at(tcp) })).toMatchObject({ verdict: "misconfigured" });
  const unset = await verdictOf({ base: at(tcp), reference: "env:CONN_TEST_UNSET" });
  expect(unset).toMatchObject({ verdict: "misconfigured" });
  expect(unset.nextStep).toContain("CONN_TEST_UNSET is not set");
});

test("unverified: an answer that proves nothing about the credential", async () => {
  const open = await answering(200);
  const anyone = await verdictOf({ base: at(open) });
  expect(anyone).toMatchObject({ verdict: "unverified", status: 200 });
  expect(anyone.nextStep).toContain("also answers without the credential");
  expect(await verdictOf({ base: at(open), auth: "none" })).toMatchObject({ verdict: "unverified" });
  expect(await verdictOf({ base: at(await answering(404)) })).toMatchObject({ verdict: "unverified" });
  expect(await verdictOf({ base: at(await answering(503)) })).toMatchObject({ verdict: "unverified" });
});

test("a referenced secret shows its hint after it was read, and the read is audited", async () => {
  vi.stubEnv("CONN_TEST_KEY", SECRET);
  const { workspace, admin, credential } = await run({
    base: at(await serve(provider)),
    reference: "env:CONN_TEST_KEY",
  });
  vi.unstubAllEnvs();
  expect(await getCredential(admin, credential?.id ?? "")).toMatchObject({ lastFour: "7890", keyMode: "test" });
  const read = await db().auditEntry.findMany({ where: { workspaceId: workspace.id, action: "credential.read" } });
  expect(read).toHaveLength(1);
});

test("the secret is in no result, row or audit entry", async () => {
  const { workspace } = await run({ base: at(await serve(provider)) });
  const tests = await db().connectionTest.findMany({ where: { workspaceId: workspace.id } });
  const audit = await db().auditEntry.findMany({
    where: { workspaceId: workspace.id },
    omit: { seq: true, hash: true },
  });
  expect(JSON.stringify([tests, audit])).not.toContain("CANARY");
});

test("a change that the test races with is not judged by it", async () => {
  const { workspace, connection } = await run({ base: at(await serve(provider)) });
  const slow = await serve((_request, response) => {
    setTimeout(() => response.writeHead(200).end(), 150);
  });
  await db().connection.update({ where: { id: connection.id }, data: { baseUrl: at(slow), lastVerdict: null } });
  const running = testConnection(await workspace.as("engineer"), { id: connection.id });
  await new Promise((done) => setTimeout(done, 60));
  await db().connection.update({ where: { id: connection.id }, data: { testPath: "/changed" } });
  await running;
  expect(await db().connection.findUniqueOrThrow({ where: { id: connection.id } })).toMatchObject({
    lastVerdict: null,
  });
});
