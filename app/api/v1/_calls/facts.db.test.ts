import { expect, test, vi } from "vitest";
import { createToken } from "#lib/auth/create-token.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { apiRoute } from "#lib/web/route.ts";
import { push } from "./facts.ts";
import { facts } from "./integrations.ts";

// Outside Next its navigation module does not load; no route of the API navigates.
vi.mock("next/navigation", () => ({}));

const POST = apiRoute(push);
const GET = apiRoute(facts);

async function arrange() {
  const workspace = await makeWorkspace();
  const { slug } = await makeIntegration(workspace.id, "payment");
  const admin = await workspace.as("admin");
  const bearer = async (scope: "api" | "facts", role = "engineer") =>
    `Bearer ${(await createToken(admin, { name: "ci", role, scope, expiresInDays: 1 })).token}`;
  const ci = await bearer("facts");
  const good = {
    integration: slug,
    environment: "test",
    key: "ext.ci.contract_tests",
    value: { passed: 42 },
    observedAt: new Date().toISOString(),
    sourceUrl: "https://ci.example.test/run/1",
    sha: "0123456789abcdef",
    ttlSeconds: 86_400,
  };
  const send = (more: object, authorization = ci) =>
    POST(
      new Request("http://own.test/api/v1/facts", {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body: JSON.stringify({ ...good, ...more }),
      }),
      { params: Promise.resolve({}) },
    );
  const read = (authorization: string) =>
    GET(new Request(`http://own.test/api/v1/integrations/${slug}/facts`, { headers: { authorization } }), {
      params: Promise.resolve({ slug }),
    });
  return { bearer, ci, send, read };
}

test("a token for facts pushes with 202 and reads nothing; a viewer reads what was pushed and pushes nothing", async () => {
  const { bearer, ci, send, read } = await arrange();
  const answer = await send({});
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect((await read(ci)).status).toBe(403);
  const viewer = await bearer("api", "viewer");
  expect((await send({}, viewer)).status).toBe(403);
  expect(await (await read(viewer)).json()).toMatchObject({
    items: [{ key: "ext.ci.contract_tests", value: { passed: 42 }, link: "https://ci.example.test/run/1" }],
    next: null,
  });
});

test.each([
  ["a fact that is observed here", { key: "source.signed" }],
  ["a claim of a gate", { key: "gate.design" }],
  ["a claim of an item under ext.", { key: "ext.checklist.PAY-TST-2" }],
  ["a claim inside a value", { value: { gates_satisfied: ["design"] } }],
  ["a time to come", { observedAt: "9999-12-31T00:00:00Z" }],
  ["a time long gone", { observedAt: "0001-01-01T00:00:00Z" }],
])("%s is 422 and a sentence", async (_, more) => {
  const { send } = await arrange();
  const answer = await send(more);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ status: 422, detail: expect.stringMatching(/^.{20,}\.$/) });
});

test.each([
  ["a body with a key of its own", { workspaceId: "0" }, 400],
  ["half of a character", { value: "\ud800" }, 400],
  ["a zero character", { value: { note: "a\0b" } }, 400],
  ["a link that is none of the web", { sourceUrl: "javascript:alert(1)" }, 400],
  ["an integration that is not there", { integration: "nobody-has-this" }, 404],
])("%s is refused", async (_, more, status) => {
  const { send } = await arrange();
  expect((await send(more)).status).toBe(status);
});
