import { createSecretKey } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CATALOGUE, providerOf } from "./catalogue.ts";
import { diagnose, sayDuration } from "./diagnose.ts";
import { PRESETS } from "./schema.ts";
import { signRequest } from "./sign.ts";
import { verify } from "./verify.ts";

const NOW = new Date("2026-11-20T12:00:00Z");
const config = { toleranceSeconds: 300 };
const key = createSecretKey(Buffer.from("whsec_stripe_one"));

function explain(signed: string, received: string, age = 0, alter: (header: string) => string = (header) => header) {
  const signedAt = new Date(NOW.getTime() - age * 1000);
  const headers = signRequest("stripe", config, key, { id: "", type: null, body: Buffer.from(signed), now: signedAt });
  const request = {
    method: "POST",
    headers: { "stripe-signature": alter(headers["stripe-signature"] ?? "") },
    rawBody: Buffer.from(received),
    now: NOW,
  };
  const result = verify("stripe", config, [key], request);
  if (result.ok) return "verified";
  return diagnose("stripe", config, [key], request, result);
}

describe("a refused request is explained", () => {
  it("by how old it is", () => {
    expect(explain("{}", "{}", 372)).toBe(
      "The timestamp is 6 min 12 s old; the limit is 5 min. Check the sender's clock or a replay.",
    );
    expect(explain("{}", "{}", -3600)).toMatch(/1 h in the future; the limit is 5 min/);
  });

  it("by what a proxy did to the body", () => {
    expect(explain('{"a":1}', '{"a":1}\n')).toMatch(/a line break was added/);
    expect(explain('{"a":1}\n', '{"a":1}')).toMatch(/line break .* was removed/);
    expect(explain('{"a":1}', '{ "a": 1 }')).toMatch(/formatted again/);
  });

  it("by the secret, when nothing else fits, without showing it", () => {
    const text = explain('{"a":1}', '{"a":2}');
    expect(text).toMatch(/The active secret did not make this signature/);
    expect(text).not.toContain("stripe_one");
  });

  it("by a clock in milliseconds", () => {
    expect(explain("{}", "{}", 0, (header) => header.replace(/t=(\d+)/, "t=$1000"))).toMatch(/milliseconds/);
  });

  it("by the header that is missing", () => {
    expect(explain("{}", "{}", 0, () => "")).toMatch(/stripe-signature is missing/);
  });
});

describe("durations", () => {
  it("name the two largest units", () => {
    expect([0, 59, 60, 372, 3_700, 90_061].map(sayDuration)).toEqual([
      "0 s",
      "59 s",
      "1 min",
      "6 min 12 s",
      "1 h 1 min",
      "1 d 1 h",
    ]);
  });
});

describe("the catalogue", () => {
  it("has one entry for each preset", () => {
    expect(CATALOGUE.map(({ preset }) => preset).sort()).toEqual([...PRESETS].sort());
    for (const preset of PRESETS) expect(providerOf(preset).recipe.signatureHeader).not.toBe("");
  });
});
