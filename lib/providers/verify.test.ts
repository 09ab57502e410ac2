import { createHmac, createSecretKey, type KeyObject } from "node:crypto";
import { sign as octokitSign } from "@octokit/webhooks-methods";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import type { InboundHeaders, InboundRequest } from "./read-request.ts";
import { GenericHmacConfig, PRESETS, type Preset, type PresetConfig } from "./schema.ts";
import { signRequest } from "./sign.ts";
import { parseSigningKey } from "./signing-key.ts";
import { verify } from "./verify.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const SECONDS = Math.floor(NOW.getTime() / 1000);
const stripe = new Stripe("sk_test_not_used");
const timed = { toleranceSeconds: 300 };
const WHSEC = `whsec_${Buffer.from("0123456789abcdef0123456789abcdef").toString("base64")}`;
const EVENT = JSON.stringify({ id: "evt_1", object: "event", type: "invoice.paid", data: { object: { id: "in_1" } } });

function keyOf(preset: Preset, config: PresetConfig, secret: string): KeyObject {
  const parsed = parseSigningKey(preset, config, secret);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.key;
}
function request(headers: InboundHeaders, body: string | Buffer, now = NOW): InboundRequest {
  return { method: "POST", headers, rawBody: Buffer.from(body), now };
}
const stripeHeader = (payload: string, secret: string, timestamp = SECONDS) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
const viaStripe = (
  header: string | undefined,
  body: string | Buffer = EVENT,
  secrets = ["whsec_stripe_one"],
  now = NOW,
) =>
  verify(
    "stripe",
    timed,
    secrets.map((secret) => keyOf("stripe", timed, secret)),
    request({ "stripe-signature": header }, body, now),
  );
const viaStandard = (headers: InboundHeaders, body: string | Buffer = EVENT, secrets = [WHSEC]) =>
  verify(
    "standard_webhooks",
    timed,
    secrets.map((secret) => keyOf("standard_webhooks", timed, secret)),
    request(headers, body),
  );

describe("a request signed by Stripe's own library", () => {
  it("is verified, with its id and type", () => {
    expect(viaStripe(stripeHeader(EVENT, "whsec_stripe_one"))).toEqual({
      ok: true,
      externalId: "evt_1",
      type: "invoice.paid",
      secretIndex: 0,
    });
  });

  it("is verified with any active secret, and says which", () => {
    const result = viaStripe(stripeHeader(EVENT, "whsec_stripe_two"), EVENT, ["whsec_stripe_one", "whsec_stripe_two"]);
    expect(result).toMatchObject({ ok: true, secretIndex: 1 });
  });

  it("is refused outside five minutes, in both directions", () => {
    const at = (offset: number) => viaStripe(stripeHeader(EVENT, "whsec_stripe_one", SECONDS + offset));
    expect(at(-300)).toMatchObject({ ok: true });
    expect(at(300)).toMatchObject({ ok: true });
    expect(at(-372)).toEqual({ ok: false, reason: "stale_timestamp", detail: "372" });
    expect(at(360)).toEqual({ ok: false, reason: "future_timestamp", detail: "360" });
  });

  it("is verified while the secret is rolled: several v1, the second valid", () => {
    const bad = "0".repeat(64);
    const good = stripeHeader(EVENT, "whsec_stripe_one").replace(/v1=/, `v1=${bad},v1=`);
    expect(viaStripe(good)).toMatchObject({ ok: true });
  });

  it("is stored by the hash of its bytes when it has no id", () => {
    const body = '{"type":"x"}';
    const result = viaStripe(stripeHeader(body, "whsec_stripe_one"), body);
    expect(result).toMatchObject({ ok: true, type: "x" });
    expect(result.ok && result.externalId).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});

describe("a request signed by GitHub's own library", () => {
  const secret = "It's a Secret to Everybody";
  async function viaGithub(body: string, more: InboundHeaders = {}) {
    const signature = await octokitSign(secret, body);
    const headers = {
      "x-hub-signature-256": signature,
      "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "x-github-event": "issues",
      ...more,
    };
    return verify("github", {}, [keyOf("github", {}, secret)], request(headers, body));
  }

  it("is verified, with its delivery id, event and action", async () => {
    const body = JSON.stringify({ action: "opened", issue: { number: 1 } });
    expect(await viaGithub(body)).toMatchObject({
      ok: true,
      externalId: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      type: "issues.opened",
    });
    expect(await viaGithub(JSON.stringify({ issue: {}, action: "closed" }))).toMatchObject({ type: "issues.closed" });
    expect(await viaGithub('{"zen":"ok"}', { "x-github-event": "ping" })).toMatchObject({ ok: true, type: "ping" });
  });

  it("is refused with the legacy SHA-1 header alone", async () => {
    const body = "{}";
    const sha1 = createHmac("sha1", secret).update(body).digest("hex");
    const headers = { "x-hub-signature": `sha1=${sha1}` };
    expect(verify("github", {}, [keyOf("github", {}, secret)], request(headers, body))).toMatchObject({
      reason: "missing_signature",
    });
  });

  it("is refused when the sender picks the algorithm", async () => {
    const sha1 = createHmac("sha1", secret).update("{}").digest("hex");
    expect(await viaGithub("{}", { "x-hub-signature-256": `sha1=${sha1}` })).toMatchObject({
      reason: "malformed_signature",
    });
    expect(await viaGithub("{}", { "x-hub-signature-256": "none=" })).toMatchObject({ ok: false });
  });
});

describe("a request signed by the Standard Webhooks library", () => {
  const signer = new Webhook(WHSEC);
  const headersFor = (id: string, body = EVENT, at = NOW) => ({
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": signer.sign(id, at, body),
  });

  it("is verified, with its id and type", () => {
    expect(viaStandard(headersFor("msg_1"))).toEqual({
      ok: true,
      externalId: "msg_1",
      type: "invoice.paid",
      secretIndex: 0,
    });
  });

  it("is verified under Svix's header names", () => {
    const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = headersFor("msg_2");
    expect(viaStandard({ "svix-id": id, "svix-timestamp": at, "svix-signature": signature })).toMatchObject({
      ok: true,
    });
  });

  it("is verified when the second of several signatures fits, v1a ignored", () => {
    const headers = headersFor("msg_3");
    const other = new Webhook(Buffer.alloc(32, 1).toString("base64")).sign("msg_3", NOW, EVENT);
    const many = { ...headers, "webhook-signature": `v1a,AAAA ${other} ${headers["webhook-signature"]}` };
    expect(viaStandard(many)).toMatchObject({ ok: true });
  });

  it("is refused when its id could blur the signed string, or is too long, or missing", () => {
    expect(viaStandard(headersFor("msg.1"))).toMatchObject({ reason: "bad_id" });
    expect(viaStandard(headersFor("m".repeat(10_240)))).toMatchObject({ reason: "bad_id" });
    expect(viaStandard(headersFor("msg\u0007"))).toMatchObject({ reason: "bad_id" });
    expect(viaStandard({ ...headersFor("msg_1"), "webhook-id": undefined })).toMatchObject({ reason: "missing_id" });
  });

  it("is refused when a digest of another body, id or time is borrowed", () => {
    const headers = headersFor("msg_1");
    expect(viaStandard(headers, `${EVENT} `)).toMatchObject({ reason: "bad_signature" });
    expect(viaStandard({ ...headers, "webhook-id": "msg_2" })).toMatchObject({ reason: "bad_signature" });
    expect(viaStandard({ ...headers, "webhook-timestamp": String(SECONDS + 1) })).toMatchObject({
      reason: "bad_signature",
    });
  });
});

describe("bad input", () => {
  const good = stripeHeader(EVENT, "whsec_stripe_one");
  const digest = /v1=([0-9a-f]+)/.exec(good)?.[1] ?? "";

  it.each([
    ["no header", undefined, "missing_signature"],
    ["an empty header", "", "missing_signature"],
    ["a header without pairs", "nonsense", "malformed_signature"],
    ["a digest that is too short", `t=${SECONDS},v1=${digest.slice(2)}`, "malformed_signature"],
    ["a digest that is too long", `t=${SECONDS},v1=${digest}00`, "malformed_signature"],
    [
      "base64 instead of hex",
      `t=${SECONDS},v1=${Buffer.from(digest, "hex").toString("base64")}`,
      "malformed_signature",
    ],
    ["no timestamp", `v1=${digest}`, "missing_timestamp"],
    ["a timestamp in words", `t=now,v1=${digest}`, "malformed_timestamp"],
    ["a negative timestamp", `t=-${SECONDS},v1=${digest}`, "malformed_timestamp"],
    ["a timestamp of 1e20", `t=1e20,v1=${digest}`, "malformed_timestamp"],
    ["a timestamp in milliseconds", `t=${SECONDS}000,v1=${digest}`, "malformed_timestamp"],
    ["a fractional timestamp", `t=${SECONDS}.5,v1=${digest}`, "malformed_timestamp"],
    ["only a v0 signature", `t=${SECONDS},v0=${digest}`, "malformed_signature"],
  ])("is refused: %s", (_name, header, reason) => {
    expect(viaStripe(header)).toMatchObject({ ok: false, reason });
  });

  it("is refused: the signature of another body", () => {
    expect(viaStripe(stripeHeader(`${EVENT}x`, "whsec_stripe_one"))).toMatchObject({ reason: "bad_signature" });
  });

  it("is refused: no active secret", () => {
    expect(verify("stripe", timed, [], request({ "stripe-signature": good }, EVENT))).toMatchObject({
      reason: "no_secret",
    });
  });

  it("of 500 signatures has five looked at", () => {
    const wrong = (count: number) => Array.from({ length: count }, () => `v1=${"0".repeat(64)}`).join(",");
    expect(viaStripe(`t=${SECONDS},${wrong(4)},v1=${digest}`)).toMatchObject({ ok: true });
    expect(viaStripe(`t=${SECONDS},${wrong(5)},v1=${digest}`)).toMatchObject({ reason: "bad_signature" });
    expect(viaStripe(`t=${SECONDS},${wrong(499)},v1=${digest}`)).toMatchObject({ reason: "bad_signature" });
  });

  it("never throws, whatever a stranger sends", () => {
    const headers = fc.dictionary(
      fc.constantFrom(
        "stripe-signature",
        "x-hub-signature-256",
        "webhook-signature",
        "webhook-id",
        "webhook-timestamp",
        "x-sig",
      ),
      fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }), fc.constant(`t=${SECONDS},v1=${digest}`)),
    );
    const generic = GenericHmacConfig.parse({ header: "x-sig" });
    fc.assert(
      fc.property(fc.constantFrom(...PRESETS), headers, fc.uint8Array({ maxLength: 64 }), (preset, given, bytes) => {
        const config = preset === "generic_hmac" ? generic : preset === "github" ? {} : timed;
        const key = createSecretKey(Buffer.from("never the secret"));
        expect(verify(preset, config, [key], request(given, Buffer.from(bytes))).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("bodies that parsers stumble over", () => {
  const through = (body: string | Buffer) => {
    const text = Buffer.from(body);
    const key = keyOf("stripe", timed, "whsec_stripe_one");
    const headers = signRequest("stripe", timed, key, { id: "", type: null, body: text, now: NOW });
    return verify("stripe", timed, [key], request(headers, text));
  };

  it.each([
    ["empty", ""],
    ["null", "null"],
    ["an array", "[]"],
    ["a string", '"x"'],
    ["a number", "1"],
    ["not JSON", "<xml/>"],
    ["1e400", '{"id":1e400}'],
    ["200,000 brackets", "[".repeat(200_000)],
    ["not UTF-8", Buffer.from([0xc0, 0xaf, 0xff])],
  ])("are accepted by their bytes: %s", (_name, body) => {
    const result = through(body);
    expect(result).toMatchObject({ ok: true, type: null });
    expect(result.ok && result.externalId).toMatch(/^sha256:/);
  });

  it("read only what the body itself says", () => {
    expect(through('{"__proto__":{"id":"evil","type":"evil"}}')).toMatchObject({ ok: true, type: null });
    expect(through('{"id":"a","id":"b"}')).toMatchObject({ ok: true, externalId: "b" });
    expect(through('\ufeff{"id":"evt_bom","type":"x"}')).toMatchObject({ ok: true, externalId: "evt_bom" });
    expect(through('{"id":"a\\u0000b"}')).toMatchObject({ ok: false, reason: "bad_id" });
    expect(through('{"id":"a\\ud800b"}')).toMatchObject({ ok: false, reason: "bad_id" });
    expect(through('{"id":"evt_2","type":"a\\nb"}')).toMatchObject({ ok: true, type: null });
  });
});

describe("a provider described by hand", () => {
  it("verifies what it signs, whatever its recipe", () => {
    const recipe = fc.record({
      algorithm: fc.constantFrom("sha1", "sha256", "sha512"),
      encoding: fc.constantFrom("hex", "base64"),
      prefix: fc.constantFrom("", "v0=", "sha512="),
      template: fc.constantFrom("{body}", "v0:{ts}:{body}", "{ts}{body}", "{id}.{ts}.{body}", "{body}|{id}|{ts}"),
      unit: fc.constantFrom("s", "ms"),
    });
    fc.assert(
      fc.property(recipe, fc.uint8Array({ maxLength: 200 }), ({ unit, ...rest }, bytes) => {
        const config = GenericHmacConfig.parse({
          header: "X-Sig",
          idHeader: "X-Id",
          typeHeader: "X-Type",
          ...(rest.template.includes("{ts}") ? { timestampHeader: "X-Time", timestampUnit: unit } : {}),
          ...rest,
        });
        const key = keyOf("generic_hmac", config, "a plain secret");
        const body = Buffer.from(bytes);
        const headers = signRequest("generic_hmac", config, key, { id: "id-1", type: "a.b", body, now: NOW });
        expect(verify("generic_hmac", config, [key], request(headers, body))).toEqual({
          ok: true,
          externalId: "id-1",
          type: "a.b",
          secretIndex: 0,
        });
        const changed = Buffer.concat([body, Buffer.from("x")]);
        expect(verify("generic_hmac", config, [key], request(headers, changed)).ok).toBe(false);
      }),
    );
  });

  it("finds id and type inside the body", () => {
    const config = GenericHmacConfig.parse({ header: "x-sig", idPath: "meta.n", typePath: "events.0.kind" });
    const key = keyOf("generic_hmac", config, "a plain secret");
    const body = Buffer.from('{"meta":{"n":42},"events":[{"kind":"paid"}]}');
    const headers = signRequest("generic_hmac", config, key, { id: "", type: null, body, now: NOW });
    expect(verify("generic_hmac", config, [key], request(headers, body))).toMatchObject({
      externalId: "42",
      type: "paid",
    });
  });

  it("refuses a request without an id when the source says so", () => {
    const config = GenericHmacConfig.parse({ header: "x-sig", idHeader: "x-id", idFallback: "refuse" });
    const key = keyOf("generic_hmac", config, "a plain secret");
    const headers = signRequest("generic_hmac", config, key, { id: "", type: null, body: Buffer.from("x"), now: NOW });
    expect(verify("generic_hmac", config, [key], request(headers, "x"))).toMatchObject({ reason: "missing_id" });
  });

  it("cannot be described in a way that proves nothing", () => {
    const bad = [
      { header: "x-sig", template: "{id}" },
      { header: "x-sig", template: "{body}{body}" },
      { header: "x-sig", template: "{body}{url}" },
      { header: "x-sig", timestampHeader: "x-time" },
      { header: "x-sig", template: "{ts}.{body}" },
      { header: "x-sig", template: "{id}.{body}" },
      { header: "x sig" },
      { header: "x-sig", toleranceSeconds: 1e9 },
      { header: "x-sig", algorithm: "md5" },
      { header: "x-sig", typePath: "a..b" },
      { header: "x-sig", surprise: true },
    ];
    for (const config of bad) expect(GenericHmacConfig.safeParse(config).success).toBe(false);
  });
});

describe("a secret", () => {
  it("is refused with a reason when it cannot be what the provider shows", () => {
    expect(parseSigningKey("standard_webhooks", timed, "whsec_not base64!")).toMatchObject({ ok: false });
    expect(parseSigningKey("stripe", timed, "whsec_1\n")).toMatchObject({ ok: false });
    expect(parseSigningKey("github", {}, "short")).toMatchObject({ ok: false });
  });
});
