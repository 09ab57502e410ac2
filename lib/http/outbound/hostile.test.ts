import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOutbound } from "./create-outbound.ts";
import type { Address } from "./resolve.ts";

let sink: Server;
let port = 0;
let hits = 0;

beforeAll(async () => {
  sink = createServer((_request, response) => {
    hits++;
    response.end("reached");
  });
  await new Promise<void>((done) => sink.listen(0, "127.0.0.1", done));
  port = (sink.address() as AddressInfo).port;
});
afterAll(() => sink.close());

const loopback: Address[] = [{ address: "127.0.0.1", family: 4 }];
const names: Record<string, Address[]> = {
  "private.example": [{ address: "10.0.0.7", family: 4 }],
  "mixed.example": [{ address: "93.184.216.34", family: 4 }, ...loopback],
  "mixed6.example": [
    { address: "93.184.216.34", family: 4 },
    { address: "fd00::1", family: 6 },
  ],
  "nip.example": loopback,
};
// Every other name is loopback too: only the guard stands between it and the sink.
const outbound = createOutbound({
  policy: { allowCidrs: [], allowHosts: [], allowHttp: true, ownHosts: ["hooks.interlock.example"] },
  resolver: async (hostname) => names[hostname] ?? loopback,
});

const P = "{port}";
const HOSTILE = [
  `http://127.0.0.1:${P}/`,
  `http://localhost:${P}/`,
  `http://localhost.:${P}/`,
  `http://foo.localhost:${P}/`,
  `http://2130706433:${P}/`,
  `http://0x7f000001:${P}/`,
  `http://0177.0.0.1:${P}/`,
  `http://127.1:${P}/`,
  `http://0:${P}/`,
  `http://0.0.0.0:${P}/`,
  `http://127.0.0.1.:${P}/`,
  `http://[::1]:${P}/`,
  `http://[::]:${P}/`,
  `http://[::ffff:7f00:1]:${P}/`,
  `http://[::ffff:127.0.0.1]:${P}/`,
  `http://[::7f00:1]:${P}/`,
  `http://[64:ff9b::a9fe:a9fe]/`,
  `http://[64:ff9b::7f00:1]:${P}/`,
  `http://[2002:7f00:1::1]:${P}/`,
  `http://[2001:0:4136:e378:8000:63bf:80ff:fffe]/`,
  "http://169.254.169.254/latest/meta-data/",
  "http://[fd00:ec2::254]/",
  "http://metadata.google.internal/computeMetadata/v1/",
  `http://①②⑦.⓪.⓪.①:${P}/`,
  `http://127。0。0。1:${P}/`,
  "https://private.example/",
  `http://mixed.example:${P}/`,
  "https://mixed6.example/",
  `http://nip.example:${P}/`,
  `http://user:pass@127.0.0.1:${P}/`,
  `http://example.com@127.0.0.1:${P}/`,
  `http://@127.0.0.1:${P}/`,
  `http://example.com#@127.0.0.1:${P}/`,
  `http://127.0.0.1:${P}\\@example.com/`,
  `http:\\\\127.0.0.1:${P}\\`,
  `http:127.0.0.1:${P}/`,
  `http:///127.0.0.1:${P}/`,
  `http://127.0.0.1\t:${P}/`,
  `ht\ntp://127.0.0.1:${P}/`,
  ` http://127.0.0.1:${P}/`,
  "file:///etc/passwd",
  "gopher://127.0.0.1:70/_x",
  "data:text/plain,x",
  "ftp://127.0.0.1/",
  `ws://127.0.0.1:${P}/`,
  "http://10.1.2.3:22/",
  "http://127.0.0.1:25/",
  "http://192.168.1.1:5432/",
  "http://100.64.0.1:6379/",
  "https://hooks.interlock.example/in/abc",
  `https://example.com/${"a".repeat(8192)}`,
  "not a url",
  "",
].map((url) => url.replace(P, "{port}"));

describe("hostile URLs", () => {
  it("could reach the sink without the guard", async () => {
    const { statusCode, body } = await request(`http://2130706433:${port}/`);
    await body.dump();
    expect(statusCode).toBe(200);
    expect(hits).toBe(1);
  });

  it.each(HOSTILE)("never connects to %j", async (template) => {
    const before = hits;
    const url = template.replace("{port}", String(port));
    const sent = await outbound.send({ url, body: "x" });
    expect(sent).toMatchObject({ ok: false, maybeSent: false });
    if (!sent.ok) expect(["bad_url", "ssrf_blocked"]).toContain(sent.error);
    const checked = await outbound.checkUrl(url);
    expect(checked.ok).toBe(false);
    expect(hits).toBe(before);
  });

  it("says the same of a closed and of an open internal port", async () => {
    const open = await outbound.send({ url: `http://127.0.0.1:${port}/` });
    const shut = await outbound.send({ url: "http://10.9.8.7:1/" });
    expect(open).toMatchObject({ ok: false, error: "ssrf_blocked" });
    if (!open.ok && !shut.ok) expect(shut.message).toBe(open.message);
  });
});

describe("public addresses", () => {
  const open = (allowHttp: boolean) =>
    createOutbound({
      policy: { allowCidrs: [], allowHosts: [], allowHttp, ownHosts: [] },
      resolver: async () => [{ address: "93.184.216.34", family: 4 }],
    });

  it("are refused on ports that are not the web's", async () => {
    for (const bad of [22, 25, 5432, 6379])
      expect(await open(true).checkUrl(`https://example.com:${bad}/`)).toMatchObject({ code: "PORT_NOT_ALLOWED" });
    for (const good of [443, 8443, 8080])
      expect(await open(true).checkUrl(`https://example.com:${good}/`)).toMatchObject({ ok: true, exposure: "public" });
  });

  it("are refused over plain http by default", async () => {
    expect(await open(false).checkUrl("http://example.com/")).toMatchObject({ code: "HTTP_NOT_ALLOWED" });
    expect(await open(true).checkUrl("http://example.com/")).toMatchObject({ ok: true });
  });

  it("keep working as an international name", async () => {
    expect(await open(false).checkUrl("https://bücher.example./x")).toMatchObject({
      ok: true,
      hostname: "xn--bcher-kva.example",
    });
  });
});
