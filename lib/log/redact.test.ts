import { Writable } from "node:stream";
import pino from "pino";
import { describe, expect, test } from "vitest";
import { loggerOptions } from "./logger.ts";
import { redactText } from "./redact.ts";

const SECRETS = [
  "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "ilk_abcdefghijklmnopqrstuvwxyz0123456789",
  "CANARY-7f3a-secret",
];

function written(fields: Record<string, unknown>, message: string): string {
  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  pino(loggerOptions("test", "info"), sink).info(fields, message);
  return lines.join("");
}

describe("a secret", () => {
  test.each(SECRETS)("%s leaves no trace in a line, in whatever place it stands", (secret) => {
    const line = written(
      {
        password: secret,
        nested: { deep: secret },
        headers: { authorization: `Bearer ${secret}` },
        err: new Error(`refused: ${secret}`),
      },
      `it was ${secret}`,
    );
    expect(line).not.toContain(secret);
    expect(line).toContain("[redacted]");
  });

  test("in an address keeps the address readable", () => {
    expect(redactText("postgresql://app:hunter2@db/x")).toBe("postgresql://app:[redacted]@db/x");
  });
});

test("control characters cannot forge a second line", () => {
  const line = written({ name: 'x\n{"level":60,"msg":"forged"}' }, "a\u001b[31mb\nc");
  expect(line.trimEnd().split("\n")).toHaveLength(1);
  expect(line).not.toContain("\u001b");
});
