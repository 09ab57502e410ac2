import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { type Mutation, parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import type { SendResult } from "#lib/http/outbound/exchange.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";
import { type ConnectionRow, configHash, loadConnection } from "./_private.ts";
import { readSecret, type SecretReading } from "./read-secret.ts";
import { recordTest } from "./record-test.ts";
import { type ConnectionTestDto, TestConnection } from "./schema.ts";
import { judgeTest } from "./verdict.ts";

function signIn(row: ConnectionRow, secret: string): Record<string, string> {
  switch (row.auth) {
    case "bearer":
      return { authorization: `Bearer ${secret}` };
    case "basic":
      return {
        authorization: `Basic ${Buffer.from(`${row.credential?.username ?? ""}:${secret}`).toString("base64")}`,
      };
    case "header":
      return row.authHeader === null ? {} : { [row.authHeader.toLowerCase()]: secret };
    case "none":
      return {};
  }
}

async function secretOf(row: ConnectionRow): Promise<SecretReading | null> {
  if (row.auth === "none") return null;
  const { credential } = row;
  if (credential === null || credential.deletedAt !== null)
    return { ok: false, problem: "The connection signs in, but has no credential. Choose one." };
  return readSecret(credential);
}

/** The same call without the credential: only a refusal proves that the credential is what opened the door. */
async function callWithout(
  url: string,
  row: ConnectionRow,
  answer: SendResult | null | undefined,
): Promise<SendResult | null> {
  if (row.auth === "none" || !answer?.ok || answer.status < 200 || answer.status >= 300) return null;
  const method = row.testMethod === "HEAD" ? "HEAD" : "GET";
  return outbound().send({ url, method, headers: { accept: "*/*", "user-agent": AGENT }, timeoutMs: row.timeoutMs });
}

const AGENT = "Interlock connection test";

/**
 * Tests a connection layer by layer and keeps the result. The network is used before the transaction opens;
 * the credential's value lives for one call and is never returned, logged or stored.
 */
async function perform(ctx: Ctx, raw: unknown): Promise<ConnectionTestDto> {
  const { id } = parseInput(TestConnection, raw);
  authorize(ctx, "connections:test");
  const row = await loadConnection(db(), ctx, id);
  const startedAt = performance.now();
  const secret = await secretOf(row);
  const url = row.baseUrl + row.testPath;
  const method = row.testMethod === "HEAD" ? "HEAD" : "GET";
  const headers = { accept: "*/*", "user-agent": AGENT, ...(secret?.ok ? signIn(row, secret.value) : {}) };
  const probe =
    secret?.ok === false ? null : await outbound().probe({ url, method, headers, timeoutMs: row.timeoutMs });
  const judgement = judgeTest({
    host: new URL(row.baseUrl).host,
    path: row.testPath,
    timeoutMs: row.timeoutMs,
    authenticated: row.auth !== "none",
    secretProblem: secret?.ok === false ? secret.problem : null,
    probe,
    control: await callWithout(url, row, probe?.answer),
    now: ctx.now(),
  });
  return recordTest(ctx, {
    ...judgement,
    connectionId: row.id,
    testedConfig: configHash(row),
    durationMs: Math.round(performance.now() - startedAt),
    credential: secret?.ok && row.credential !== null ? { id: row.credential.id, ...secret.hint } : null,
  });
}

export const testConnection: Mutation<typeof TestConnection, ConnectionTestDto> = Object.assign(perform, {
  verb: recordTest.verb,
  permission: recordTest.permission,
  input: TestConnection,
});
