import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createOutbound, type OutboundOptions } from "./create-outbound.ts";

const dir = mkdtempSync(join(tmpdir(), "interlock-probe-"));
let cert: Buffer;
let key: Buffer;
const closers: (() => unknown)[] = [];

beforeAll(() => {
  const subject = ["-subj", "/O=Probe Test/CN=good.example", "-addext", "subjectAltName=DNS:good.example"];
  const files = ["-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", ["req", "-x509", ...curve, "-nodes", "-days", "12", ...subject, ...files], {
    stdio: "ignore",
  });
  cert = readFileSync(join(dir, "cert.pem"));
  key = readFileSync(join(dir, "key.pem"));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => rmSync(dir, { recursive: true }));

async function listen(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}
function open(options: Partial<OutboundOptions> = {}) {
  const outbound = createOutbound({
    policy: { allowCidrs: ["127.0.0.0/8"], allowHosts: [], allowHttp: false, ownHosts: [] },
    resolver: async () => [{ address: "127.0.0.1", family: 4 }],
    timeouts: { connectMs: 300, totalMs: 500 },
    ...options,
  });
  closers.push(() => outbound.close());
  return outbound;
}

describe("a probe", () => {
  it("times every layer and reads the certificate", async () => {
    const port = await listen(createTlsServer({ cert, key }, (_request, response) => response.end("ok")));
    const result = await open({ tls: { ca: cert } }).probe({ url: `https://good.example:${port}/me`, method: "GET" });
    expect(result).toMatchObject({ failed: null, answer: { ok: true, status: 200 }, exposure: "allowed" });
    expect(result.tls).toMatchObject({ issuer: "Probe Test", problem: null, protocol: "TLSv1.3" });
    const days = ((result.tls?.expiresAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(11);
    expect(days).toBeLessThan(13);
    expect(Object.keys(result.took).sort()).toEqual(["address", "dns", "http", "tcp", "tls"]);
  });

  it("says what is wrong with a certificate and sends nothing to it", async () => {
    let hits = 0;
    const port = await listen(
      createTlsServer({ cert, key }, (_request, response) => {
        hits++;
        response.end();
      }),
    );
    const untrusted = await open().probe({ url: `https://good.example:${port}/`, method: "GET" });
    expect(untrusted).toMatchObject({ failed: { layer: "tls", error: { errorClass: "tls" } }, answer: null });
    expect(untrusted.tls?.expiresAt).toBeInstanceOf(Date);
    const misnamed = await open({ tls: { ca: cert } }).probe({ url: `https://other.example:${port}/`, method: "GET" });
    expect(misnamed.tls?.problem).toMatch(/ALTNAME/);
    expect(hits).toBe(0);
  });

  it("names the layer that failed", async () => {
    const missing = open({
      resolver: async () => {
        throw Object.assign(new Error("x"), { code: "ENOTFOUND" });
      },
    });
    expect(await missing.probe({ url: "https://nowhere.example/" })).toMatchObject({ failed: { layer: "dns" } });
    const port = await listen(createTcpServer());
    for (const close of closers.splice(0)) await close();
    const refused = await open().probe({ url: `http://127.0.0.1:${port}/` });
    expect(refused).toMatchObject({ failed: { layer: "tcp", error: { errorClass: "connect" } } });
    const mute = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => {});
        closers.push(() => socket.destroy());
      }),
    );
    expect(await open().probe({ url: `https://127.0.0.1:${mute}/` })).toMatchObject({ failed: { layer: "tls" } });
    expect(await open().probe({ url: `http://127.0.0.1:${mute}/` })).toMatchObject({
      failed: null,
      answer: { ok: false, error: "timeout" },
    });
    const plain = await listen(createServer((_request, response) => response.end()));
    expect(await open().probe({ url: `https://127.0.0.1:${plain}/` })).toMatchObject({
      failed: { layer: "tls", error: { errorClass: "tls" } },
    });
  });

  it("is stopped by the same guard as every other call", async () => {
    const closed = open({ policy: { allowCidrs: [], allowHosts: [], allowHttp: true, ownHosts: [] } });
    for (const url of ["http://169.254.169.254/", "http://127.0.0.1:1/", "http://[::1]/", "https://name.example/"])
      expect(await closed.probe({ url })).toMatchObject({ failed: { error: { errorClass: "ssrf_blocked" } } });
    expect(await closed.probe({ url: "https://a@b/" })).toMatchObject({ failed: { layer: "address" } });
    expect(await closed.probe({ url: "https://b/", headers: { host: "x" } })).toMatchObject({
      failed: { layer: "address", error: { errorClass: "bad_header" } },
    });
  });
});
