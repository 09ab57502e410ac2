import { createHash, createHmac } from "node:crypto";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { type Signed, signGithub, signStandard, signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { makeSource } from "#lib/testing/sources.ts";
import { type Gateway, startGateway } from "./server.ts";

let gateway: Gateway;
const SECRET = "whsec_the_first_secret";
const STANDARD = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;

beforeAll(async () => {
  gateway = await startGateway({ host: "127.0.0.1", port: 0, log: makeLogger("test") });
});
afterAll(() => gateway.close());

const sourceOf = async (preset: "stripe" | "github" | "standard_webhooks" = "stripe") =>
  makeSource((await makeWorkspace()).id, { preset, secrets: [preset === "standard_webhooks" ? STANDARD : SECRET] });

async function send(key: string, { headers, body }: Signed): Promise<{ status: number; id: string }> {
  const init = { method: "POST", headers, body: Uint8Array.from(body) };
  const response = await fetch(`${gateway.url}/in/${key}`, init);
  const answer = (await response.json()) as { id?: string };
  return { status: response.status, id: answer.id ?? "" };
}

/** Bytes as they are, over a socket of its own; answers the status lines that came back. */
async function raw(text: string | Buffer): Promise<number[]> {
  const socket = connect(gateway.port, "127.0.0.1");
  let said = "";
  await new Promise<void>((resolve, reject) => {
    socket.on("data", (chunk: Buffer) => {
      said += chunk.toString("latin1");
    });
    socket.on("close", () => resolve());
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? resolve() : reject(error)));
    socket.setTimeout(15_000, () => socket.destroy());
    socket.write(text);
  });
  return [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status));
}

const isAlive = async () => (await fetch(`${gateway.url}/healthz`)).status === 200;

describe("a signature over the wire", () => {
  const stripped = (signed: Signed, name: string): Signed => {
    const { [name]: _, ...headers } = signed.headers;
    return { ...signed, headers };
  };
  const signatureOf = ({ headers }: Signed) => headers["stripe-signature"] ?? "";
  const withSignature = (signed: Signed, value: string): Signed => ({
    ...signed,
    headers: { ...signed.headers, "stripe-signature": value },
  });
  const seconds = () => Math.floor(Date.now() / 1_000);

  test.each<[id: string, what: string, forge: (good: Signed) => Signed]>([
    ["B1", "is missing", (good) => stripped(good, "stripe-signature")],
    ["B2", "is empty", (good) => withSignature(good, "")],
    ["B3", "belongs to another body", (good) => ({ ...good, body: Buffer.from(`${good.body} `) })],
    ["B4", "has two digits too few", (good) => withSignature(good, signatureOf(good).slice(0, -2))],
    [
      "B5",
      "is base64 where hex is wanted",
      (good) =>
        withSignature(
          good,
          signatureOf(good).replace(/v1=(\w+)/, (_, hex: string) => `v1=${Buffer.from(hex, "hex").toString("base64")}`),
        ),
    ],
    [
      "B7",
      "stands behind 499 wrong ones",
      (good) => withSignature(good, signatureOf(good).replace("v1=", `${`v1=${"0".repeat(16)},`.repeat(499)}v1=`)),
    ],
    ["B9", "has a timestamp in words", (good) => withSignature(good, signatureOf(good).replace(/t=\d+/, "t=now"))],
    ["B9", "has a negative timestamp", (good) => withSignature(good, signatureOf(good).replace("t=", "t=-"))],
    ["B9", "has a timestamp of 1e20", (good) => withSignature(good, signatureOf(good).replace(/t=\d+/, "t=1e20"))],
    ["B10", "has milliseconds", (good) => withSignature(good, signatureOf(good).replace(/t=(\d+)/, "t=$1000"))],
  ])("%s: %s is 401", async (_id, _what, forge) => {
    const source = await sourceOf();
    const good = signStripe(stripeEvent(), { secret: SECRET, atSeconds: seconds() });
    expect((await send(source.key, forge(good))).status).toBe(401);
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(0);
    expect((await send(source.key, good)).status, "the same request, signed as it should be").toBe(202);
  });

  test("B6: two signatures, of which the second is valid, are accepted", async () => {
    const source = await sourceOf();
    const good = signStripe(stripeEvent(), { secret: SECRET });
    const two = signatureOf(good).replace("v1=", `v1=${"0".repeat(64)},v1=`);
    expect((await send(source.key, withSignature(good, two))).status).toBe(202);
  });

  test("B8: an algorithm that the sender chooses is ignored", async () => {
    const source = await sourceOf("github");
    const good = await signGithub('{"zen":"x"}', { secret: SECRET }, "11111111-2222-3333-4444-555555555555", "ping");
    const digest = good.headers["x-hub-signature-256"] ?? "";
    const weak = {
      ...stripped(good, "x-hub-signature-256").headers,
      "x-hub-signature": digest.replace("sha256", "sha1"),
    };
    for (const headers of [weak, { ...weak, alg: "none" }, { ...good.headers, "x-hub-signature-256": "none=" }])
      expect((await send(source.key, { ...good, headers })).status).toBe(401);
    expect((await send(source.key, { ...good, headers: { ...good.headers, alg: "none" } })).status).toBe(202);
  });

  test("B11, B12: an id with a dot or of 10 kB is 400, and so is none where the provider always sends one", async () => {
    const source = await sourceOf("standard_webhooks");
    const signed = (id: string) => signStandard('{"type":"a"}', { secret: STANDARD }, id);
    expect((await send(source.key, signed("msg.1"))).status).toBe(400);
    expect((await send(source.key, signed("m".repeat(10_240)))).status).toBe(400);
    expect((await send(source.key, stripped(signed("msg_1"), "webhook-id"))).status).toBe(400);
    expect((await send(source.key, signed("msg_1"))).status).toBe(202);
  });

  test("B12: where a body may be without an id, its bytes are its id", async () => {
    const source = await sourceOf();
    const signed = signStripe('{"type":"no.id"}', { secret: SECRET });
    const first = await send(source.key, signed);
    expect(await send(source.key, signed)).toEqual({ status: 200, id: first.id });
    const { externalId } = await db().event.findUniqueOrThrow({ where: { id: first.id } });
    expect(externalId).toContain(createHash("sha256").update(signed.body).digest("hex").slice(0, 32));
  });
});

describe("a body that parsers stumble over is stored byte for byte", () => {
  test.each<[id: string, what: string, body: string | Buffer]>([
    ["B13", "empty", ""],
    ["B14", "null", "null"],
    ["B14", "a list", "[]"],
    ["B14", "a text", '"x"'],
    ["B14", "a number", "1"],
    ["B15", "one key twice", '{"id":"evt_15a","id":"evt_15b","type":"a.b"}'],
    ["B16", "a prototype", '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}'],
    ["B17", "a number of 20 digits", '{"id":"evt_17","amount":12345678901234567890}'],
    ["B18", "a number beyond all numbers", '{"id":"evt_18","amount":1e400}'],
    ["B18", "NaN", '{"id":"evt_18n","amount":NaN}'],
    ["B19", "half of a character", '{"id":"evt_19","name":"\\ud83d"}'],
    ["B20", "a zero character", '{"id":"evt_20","name":"a\\u0000b"}'],
    ["B20", "a zero byte", Buffer.from('{"id":"evt_20b","name":"a\0b"}')],
    ["B21", "a byte order mark", '\ufeff{"id":"evt_21","type":"a.b"}'],
    [
      "B22",
      "an overlong slash",
      Buffer.concat([Buffer.from('{"id":"evt_22","p":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
    ],
    ["B24", "a thousand combining marks", `{"id":"evt_24","name":"e${"\u0301".repeat(1_000)}👩‍👩‍👧‍👦"}`],
    ["B67", "what a page could run", '{"id":"evt_67","name":"</script><!--{{7*7}}${7*7}"}'],
  ])("%s: %s", async (_id, _what, body) => {
    const source = await sourceOf();
    const bytes = Buffer.from(body);
    const { status, id } = await send(source.key, signBytes(bytes));
    expect(status).toBe(202);
    const event = await db().event.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(event.body).equals(bytes)).toBe(true);
    expect(Object.getPrototypeOf({}), "nothing was polluted").not.toHaveProperty("isAdmin");
  });

  test.each([undefined, "text/plain", "multipart/form-data; boundary=x", "nonsense; ;;", "a".repeat(1_000)])(
    "B25: whatever its content type: %s",
    async (contentType) => {
      const source = await sourceOf();
      const { headers, body } = signBytes(Buffer.from("--x\r\nnot what it says"));
      const { "content-type": _, ...rest } = headers;
      const own: Record<string, string> = contentType === undefined ? {} : { "content-type": contentType };
      const { status, id } = await send(source.key, { headers: { ...rest, ...own }, body });
      expect(status).toBe(202);
      const event = await db().event.findUniqueOrThrow({ where: { id } });
      expect(Buffer.from(event.body).equals(body)).toBe(true);
    },
  );
});

/** By hand: the provider's own library signs texts alone. */
function signBytes(body: Buffer): Signed {
  const at = Math.floor(Date.now() / 1_000);
  const digest = createHmac("sha256", SECRET).update(`${at}.`).update(body).digest("hex");
  return { headers: { "content-type": "application/json", "stripe-signature": `t=${at},v1=${digest}` }, body };
}

describe("a request that is framed wrong gets one answer, and the gateway lives on", () => {
  const head = (key: string, signed: Signed, more: string[]) =>
    [
      `POST /in/${key} HTTP/1.1`,
      "host: gateway",
      ...Object.entries(signed.headers).map(([name, value]) => `${name}: ${value}`),
      ...more,
      "",
      "",
    ].join("\r\n");

  test("B26: an encoded body is 415", async () => {
    const source = await sourceOf();
    const signed = signBytes(Buffer.from("{}"));
    for (const encoding of ["gzip", "gzip, gzip", "br", "zstd"])
      expect(
        (await send(source.key, { ...signed, headers: { ...signed.headers, "content-encoding": encoding } })).status,
      ).toBe(415);
  });

  test("B27: what stands behind the announced length is never read as a request or as part of the body", async () => {
    const source = await sourceOf();
    const five = signBytes(Buffer.from("12345"));
    const behind = head(source.key, signBytes(Buffer.from("smuggled")), ["content-length: 8"]);
    const statuses = await raw(`${head(source.key, five, ["content-length: 5"])}12345XXXXX${behind}smuggled`);
    // The noise behind it may end the connection before or after the first answer; it is never an event of its own.
    expect(statuses.length).toBeGreaterThanOrEqual(1);
    for (const status of statuses) expect([202, 400]).toContain(status);
    expect(statuses.filter((status) => status === 202).length).toBeLessThanOrEqual(1);
    expect((await send(source.key, five)).status).toBeLessThan(203);
    const events = await db().event.findMany({ where: { sourceId: source.id } });
    expect(events.map(({ body }) => Buffer.from(body).toString())).toEqual(["12345"]);
  });

  test("B28: a length together with chunks is 400, and so are two lengths", async () => {
    const source = await sourceOf();
    const signed = signBytes(Buffer.from("{}"));
    for (const more of [
      ["transfer-encoding: chunked", "content-length: 2"],
      ["content-length: 2", "transfer-encoding: chunked"],
      ["content-length: 2", "content-length: 3"],
      ["content-length: 2, 3"],
      ["content-length: -2"],
      ["transfer-encoding: xchunked"],
    ])
      expect(await raw(`${head(source.key, signed, more)}2\r\n{}\r\n0\r\n\r\n`), more.join()).toEqual([400]);
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(0);
  });

  test("B29: a line break or a zero byte inside a header is 400", async () => {
    const source = await sourceOf();
    const signed = signBytes(Buffer.from("{}"));
    for (const bad of ["x-evil: a\rb", "x-evil: a\nb", "x-evil: a\0b", "x evil: a", ": a"]) {
      const [status] = await raw(`${head(source.key, signed, [bad, "content-length: 2", "connection: close"])}{}`);
      expect(status, JSON.stringify(bad)).toBe(400);
    }
    expect(await db().event.count({ where: { sourceId: source.id } })).toBe(0);
  });

  test("B30: headers of more than 16 kB are 431", async () => {
    const source = await sourceOf();
    const cookies = Array.from({ length: 100 }, (_, at) => `cookie: c${at}=${"x".repeat(200)}`);
    expect(await raw(head(source.key, signBytes(Buffer.from("{}")), cookies))).toEqual([431]);
  });

  test.each(["GET", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD"])("B31: %s is 405", async (method) => {
    const source = await sourceOf();
    const [status] = await raw(`${method} /in/${source.key} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
    expect(status).toBe(405);
  });

  test("B32: a path that climbs, hides or doubles is 404", async () => {
    const source = await sourceOf();
    for (const path of [
      `/in/..%2f${source.key}`,
      `/in/../in/${source.key}`,
      `/in//${source.key}`,
      `//in/${source.key}`,
      `/in/${source.key}%00`,
      `/in/${source.key}/`,
      `/IN/${source.key}`,
      `/%69n/${source.key}`,
      "/in/%2e%2e/metrics",
      `http://evil.example/in/${source.key}`,
    ]) {
      const [status] = await raw(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
      expect(status, path).toBe(404);
    }
  });

  test("noise that is no HTTP at all is 400 or a closed door", async () => {
    for (const noise of [
      "\x16\x03\x01\x02\x00\x01",
      "GET\r\n\r\n",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      "\0".repeat(64),
    ])
      for (const status of await raw(Buffer.from(noise, "latin1"))) expect([400, 405, 404, 505]).toContain(status);
    expect(await isAlive()).toBe(true);
  });
});
