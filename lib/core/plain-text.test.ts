import { describe, expect, test } from "vitest";
import { CreateChannel } from "#lib/alerts/schema.ts";
import { AcceptInvitation, CreateToken } from "#lib/auth/schema.ts";
import { CreateConnection } from "#lib/connections/schema.ts";
import { CreateIntegration } from "#lib/integrations/schema.ts";
import { CreateDestination } from "#lib/webhooks/schema.ts";
import { CreateSource } from "#lib/webhooks/source-schema.ts";

const HIDING = ["\u202egnp.exe", "a\u200bb", "a\u2066b", "\ufeffa", "a\u2028b", "a\nb", "a\u0000b", "a\u0085b"];
const VISIBLE = ["Zoë’s Stripe", "支払い", "متجر", "👩‍👩‍👧‍👦 family", "naïve – “quoted”"];

const takes: [what: string, parse: (name: string) => boolean][] = [
  ["an integration", (name) => CreateIntegration.safeParse({ name, kind: "payment" }).success],
  [
    "a source",
    (name) =>
      CreateSource.safeParse({ name, environment: "test", preset: "stripe", secrets: ["whsec_0123456789"] }).success,
  ],
  [
    "a destination",
    (name) => CreateDestination.safeParse({ name, environment: "test", url: "https://a.example/" }).success,
  ],
  [
    "a connection",
    (name) => CreateConnection.safeParse({ name, environment: "test", baseUrl: "https://a.example" }).success,
  ],
  ["a channel", (name) => CreateChannel.safeParse({ name, kind: "webhook", url: "https://a.example/" }).success],
  ["a token", (name) => CreateToken.safeParse({ name }).success],
  ["a person", (name) => AcceptInvitation.safeParse({ name, token: "x".repeat(30), password: "x" }).success],
];

describe("B23: a name", () => {
  test.each(takes)("of %s holds nothing that hides or turns the text around it", (_what, parse) => {
    expect(HIDING.filter(parse)).toEqual(HIDING.filter((name) => name.trim() !== name && parse(name.trim())));
  });
  test.each(takes)("of %s may be written in any script", (_what, parse) => {
    expect(VISIBLE.filter(parse)).toEqual(VISIBLE);
  });
});
