import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { createOutbound, type Outbound, type OutboundOptions } from "./create-outbound.ts";
import type { Address } from "./resolve.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  closers.push(() => {
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
const serve = (listener: RequestListener) => listen(createServer(listener));

function open(options: Partial<OutboundOptions> = {}): Outbound {
  const outbound = createOutbound({
    policy: { allowCidrs: ["127.0.0.0/8"], allowHosts: [], allowHttp: false, ownHosts: [] },
    resolver: async () => [{ address: "127.0.0.1", family: 4 }],
    ...options,
  });
  closers.push(() => outbound.close());
  return outbound;
}

describe("an answer", () => {
  it("carries status, headers and the exact bytes that were sent", async () => {
    let seen = "";
    const port = await serve((request, response) => {
      request.setEncoding("utf8").on("data", (part) => {
        seen += part;
      });
      request.on("end", () => response.writeHead(201, { "x-mine": "yes" }).end("fine"));
    });
    const sent = await open().send({
      url: `http://127.0.0.1:${port}/hook?x=1`,
      headers: { "webhook-id": "msg_1" },
      body: Buffer.from('{"a": 1}'),
    });
    expect(sent).toMatchObject({ ok: true, status: 201, truncated: false, exposure: "allowed" });
    if (sent.ok) expect([sent.body.toString(), sent.headers["x-mine"]]).toEqual(["fine", "yes"]);
    expect(seen).toBe('{"a": 1}');
  });

  it("that redirects is not followed", async () => {
    let inner = 0;
    const internal = await serve((_request, response) => {
      inner++;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await serve((_request, response) =>
        response.writeHead(status, { location: `http://127.0.0.1:${internal}/` }).end(),
      );
      const sent = await open().send({ url: `http://127.0.0.1:${port}/`, body: "x" });
      expect(sent).toMatchObject({ ok: true, status });
    }
    expect(inner).toBe(0);
  });

  it("that is a compression bomb stays compressed and small", async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024));
    expect(bomb.length).toBeGreaterThan(16 * 1024);
    const port = await serve((_request, response) =>
      response.writeHead(200, { "content-encoding": "gzip", "content-type": "text/plain" }).end(bomb),
    );
    const sent = await open().send({ url: `http://127.0.0.1:${port}/` });
    expect(sent).toMatchObject({ ok: true, status: 200, truncated: true });
    if (sent.ok) expect(sent.body).toEqual(bomb.subarray(0, 16 * 1024));
  });

  it("that never ends is cut at 64 kB and its socket is freed", async () => {
    let written = 0;
    let closed = false;
    const port = await serve((request, response) => {
      const block = Buffer.alloc(16 * 1024, 97);
      const pump = () => {
        while (!closed && response.write(block)) written += block.length;
      };
      response.on("drain", pump);
      request.socket.on("close", () => {
        closed = true;
      });
      pump();
    });
    const sent = await open().send({ url: `http://127.0.0.1:${port}/` });
    expect(sent).toMatchObject({ ok: true, truncated: true });
    if (sent.ok) expect(sent.body.length).toBe(16 * 1024);
    await expect.poll(() => closed).toBe(true);
    expect(written).toBeLessThan(16 * 1024 * 1024);
  });

  it("that drips is a timeout at the total deadline", async () => {
    let closed = false;
    const port = await serve((request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write("."), 20);
      request.socket.on("close", () => {
        clearInterval(drip);
        closed = true;
      });
    });
    const sent = await open({ timeouts: { totalMs: 300 } }).send({ url: `http://127.0.0.1:${port}/` });
    expect(sent).toMatchObject({ ok: false, error: "timeout", code: "DEADLINE", maybeSent: true, status: 200 });
    await expect.poll(() => closed).toBe(true);
  });
});

describe("a failure", () => {
  it("of the name is dns", async () => {
    const missing = open({
      resolver: async () => {
        throw Object.assign(new Error("x"), { code: "ENOTFOUND" });
      },
    });
    expect(await missing.send({ url: "https://nowhere.example/" })).toMatchObject({ error: "dns", maybeSent: false });
    const empty = open({ resolver: async () => [] });
    expect(await empty.send({ url: "https://nowhere.example/" })).toMatchObject({ error: "dns", code: "ENODATA" });
    const slow = open({ resolver: () => new Promise<Address[]>(() => {}), timeouts: { connectMs: 50 } });
    expect(await slow.send({ url: "https://nowhere.example/" })).toMatchObject({ error: "dns", code: "ETIMEOUT" });
  });

  it("to connect is connect, and nothing was sent", async () => {
    const port = await serve(() => {});
    for (const close of closers.splice(0)) await close();
    expect(await open().send({ url: `http://127.0.0.1:${port}/` })).toMatchObject({
      error: "connect",
      code: "ECONNREFUSED",
      maybeSent: false,
    });
  });

  it("of a connection that breaks half way is reset, and may have been sent", async () => {
    const port = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.resetAndDestroy());
      }),
    );
    expect(await open().send({ url: `http://127.0.0.1:${port}/`, body: "x" })).toMatchObject({
      error: "reset",
      maybeSent: true,
    });
  });

  it("of silence is a timeout", async () => {
    const port = await serve(() => {});
    const sent = await open().send({ url: `http://127.0.0.1:${port}/`, timeoutMs: 100 });
    expect(sent).toMatchObject({ error: "timeout", maybeSent: true, status: null });
  });

  it("of nonsense and of a header flood is protocol", async () => {
    const nonsense = await listen(createTcpServer((socket) => socket.once("data", () => socket.end("hello\r\n\r\n"))));
    expect(await open().send({ url: `http://127.0.0.1:${nonsense}/` })).toMatchObject({ error: "protocol" });
    const flood = await listen(
      createTcpServer((socket) => {
        socket.on("error", () => {});
        socket.once("data", () => socket.end(`HTTP/1.1 200 OK\r\nx: ${"a".repeat(64 * 1024)}\r\n\r\n`));
      }),
    );
    expect(await open().send({ url: `http://127.0.0.1:${flood}/` })).toMatchObject({ error: "protocol" });
  });

  it("by the caller is aborted, also while connecting", async () => {
    const port = await serve(() => {});
    const stop = new AbortController();
    const sent = open().send({ url: `http://127.0.0.1:${port}/`, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await sent).toMatchObject({ error: "aborted" });
    expect(await open().send({ url: `http://127.0.0.1:${port}/`, signal: AbortSignal.abort() })).toMatchObject({
      error: "aborted",
      maybeSent: false,
    });
  });

  it("of a deadline while the connection is made sends nothing later", async () => {
    let hits = 0;
    const port = await serve((_request, response) => {
      hits++;
      response.end();
    });
    const outbound = open({
      resolver: () =>
        new Promise<Address[]>((done) => setTimeout(() => done([{ address: "127.0.0.1", family: 4 }]), 200)),
    });
    const sent = await outbound.send({ url: `http://late.example:${port}/`, timeoutMs: 50 });
    expect(sent).toMatchObject({ error: "timeout", maybeSent: false });
    await new Promise((done) => setTimeout(done, 400));
    expect(hits).toBe(0);
  });
});

describe("headers", () => {
  it("that frame or route a request are refused", async () => {
    const port = await serve((_request, response) => response.end());
    for (const name of [
      "Host",
      "Content-Length",
      "Transfer-Encoding",
      "Connection",
      "Upgrade",
      "Expect",
      "bad name",
      "",
    ])
      expect(await open().send({ url: `http://127.0.0.1:${port}/`, headers: { [name]: "x" } })).toMatchObject({
        error: "bad_header",
        maybeSent: false,
      });
  });

  it("with a line break are refused without their value being shown", async () => {
    const port = await serve((_request, response) => response.end());
    for (const value of ["a\r\nX-Evil: 1", "a\nb", "a\u0000b", "snow ☃"]) {
      const sent = await open().send({ url: `http://127.0.0.1:${port}/`, headers: { authorization: `tok_${value}` } });
      expect(sent).toMatchObject({ error: "bad_header" });
      if (!sent.ok) expect(sent.message).not.toContain("tok_");
    }
  });
});

describe("sockets", () => {
  it("are reused, and stay on the address that was checked", async () => {
    let connections = 0;
    const server = createServer((_request, response) => setTimeout(() => response.end(), 20));
    server.on("connection", () => connections++);
    const port = await listen(server);
    let answer: Address[] = [{ address: "127.0.0.1", family: 4 }];
    const outbound = open({ resolver: async () => answer });
    const url = `http://moving.example:${port}/`;
    for (let i = 0; i < 10; i++) expect(await outbound.send({ url })).toMatchObject({ ok: true });
    expect(connections).toBe(1);
    answer = [{ address: "10.0.0.1", family: 4 }];
    const both = await Promise.all([outbound.send({ url }), outbound.send({ url })]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: "ssrf_blocked" });
    expect(connections).toBe(1);
  });

  it("say how long they took to connect, to the request that waited for them and to no other", async () => {
    const port = await serve((_request, response) => setTimeout(() => response.end(), 20));
    const outbound = open();
    const url = `http://127.0.0.1:${port}/`;
    const first = await outbound.send({ url });
    expect(first.connectMs).toBeGreaterThan(0);
    expect(first.connectMs).toBeLessThanOrEqual(first.durationMs);
    expect(await outbound.send({ url })).toMatchObject({ ok: true, connectMs: null });
    const both = await Promise.all([outbound.send({ url }), outbound.send({ url })]);
    expect(both.filter(({ connectMs }) => connectMs !== null)).toHaveLength(1);
    const nobody = await outbound.send({ url: "http://127.0.0.1:1/" });
    expect(nobody).toMatchObject({ ok: false, connectMs: null });
  });

  it("are refused when a name was public at save time and is loopback at send time", async () => {
    let hits = 0;
    const port = await serve((_request, response) => {
      hits++;
      response.end();
    });
    const answers: Address[][] = [[{ address: "93.184.216.34", family: 4 }], [{ address: "127.0.0.1", family: 4 }]];
    const outbound = open({
      policy: { allowCidrs: ["93.184.216.34"], allowHosts: [], allowHttp: true, ownHosts: [] },
      resolver: async () => answers.shift() ?? [],
    });
    const url = `http://rebind.example:${port}/`;
    expect(await outbound.checkUrl(url)).toMatchObject({ ok: true });
    expect(await outbound.send({ url })).toMatchObject({ ok: false, error: "ssrf_blocked" });
    expect(hits).toBe(0);
  });
});

describe("TLS", () => {
  it("is verified against the name, not the address", async () => {
    const dir = mkdtempSync(join(tmpdir(), "interlock-tls-"));
    closers.push(() => rmSync(dir, { recursive: true }));
    const subject = ["-subj", "/CN=good.example", "-addext", "subjectAltName=DNS:good.example"];
    const files = ["-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")];
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    execFileSync("openssl", ["req", "-x509", ...curve, "-nodes", "-days", "2", ...subject, ...files], {
      stdio: "ignore",
    });
    const cert = readFileSync(join(dir, "cert.pem"));
    const key = readFileSync(join(dir, "key.pem"));
    let hits = 0;
    const server = createTlsServer({ cert, key }, (_request, response) => {
      hits++;
      response.end("ok");
    });
    const port = await listen(server);
    const trusting = open({ tls: { ca: cert } });
    expect(await trusting.send({ url: `https://good.example:${port}/` })).toMatchObject({ ok: true, status: 200 });
    expect(await trusting.send({ url: `https://other.example:${port}/` })).toMatchObject({
      error: "tls",
      code: "ERR_TLS_CERT_ALTNAME_INVALID",
      maybeSent: false,
    });
    expect(await open().send({ url: `https://good.example:${port}/` })).toMatchObject({ error: "tls" });
    expect(hits).toBe(1);
  });
});
