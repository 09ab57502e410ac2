import { expect, test, vi } from "vitest";
import { createToken } from "#lib/auth/create-token.ts";
import { db } from "#lib/db/client.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { updatePolicies } from "#lib/workspaces/update-policies.ts";
import { apiRoute } from "./route.ts";

// Outside Next its navigation module does not load; no route of the API navigates.
vi.mock("next/navigation", () => ({}));

const POST = apiRoute({ run: updatePolicies, status: 201 });
const makeSecret = apiRoute({ run: createToken, status: 201 });
const nothing = { params: Promise.resolve({}) };

async function bearer(role = "admin") {
  const workspace = await makeWorkspace();
  const { token } = await createToken(await workspace.as("admin"), { name: "t", role });
  return { workspace, authorization: `Bearer ${token}` };
}

function call(body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Request("http://own.test/api/v1/policies", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: text,
  });
}

const good = { policies: { drillValidDays: 30 } };

test("a bearer token writes through the verb, and the answer says how much is left", async () => {
  const { workspace, authorization } = await bearer();
  const answer = await POST(call(good, { authorization }), nothing);
  expect(answer.status).toBe(201);
  expect(answer.headers.get("ratelimit-remaining")).toMatch(/^\d+$/);
  expect(answer.headers.get("cache-control")).toContain("no-store");
  expect(await answer.json()).toMatchObject({ drillValidDays: 30 });
  expect(await db().auditEntry.count({ where: { workspaceId: workspace.id, actorKind: "api_token" } })).toBe(1);
});

test("problems have a kind, a ref and the right status, and no stack", async () => {
  const { authorization } = await bearer();
  const { authorization: viewer } = await bearer("viewer");
  const cases: [Request, number, string][] = [
    [call(good), 401, "unauthenticated"],
    [call(good, { cookie: "interlock-session=x" }), 401, "unauthenticated"],
    [call(good, { authorization: viewer }), 403, "forbidden"],
    [call({ ...good, role: "admin" }, { authorization }), 400, "invalid_input"],
    [call("{", { authorization }), 400, "invalid_input"],
    [call("[]", { authorization }), 400, "invalid_input"],
    [call("x".repeat(1_100_000), { authorization }), 400, "invalid_input"],
    [call(good, { authorization, "content-type": "text/plain" }), 400, "invalid_input"],
  ];
  for (const [request, status, kind] of cases) {
    const answer = await POST(request, nothing);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const body = await answer.json();
    expect(body).toMatchObject({ status, kind, ref: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(JSON.stringify(body)).not.toMatch(/node_modules|at .*\.ts/);
  }
});

test("the address wins: a body that names the same thing again is refused", async () => {
  const { authorization } = await bearer();
  const answer = await POST(call(good, { authorization }), { params: Promise.resolve({ policies: "x" }) });
  expect(answer.status).toBe(400);
});

test("one Idempotency-Key does the work once, also for many at once, and keeps no secret in the open", async () => {
  const { workspace, authorization } = await bearer();
  const headers = { authorization, "idempotency-key": "key-1" };
  const input = { name: "made once", role: "viewer" };
  const all = await Promise.all([1, 2, 3, 4].map(() => makeSecret(call(input, headers), nothing)));
  expect(all.every(({ status }) => status === 201 || status === 409)).toBe(true);
  const [first, again] = [all.find(({ status }) => status === 201), await makeSecret(call(input, headers), nothing)];
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  const body = await again.text();
  expect(body).toBe(await first?.text());
  expect(await db().apiToken.count({ where: { workspaceId: workspace.id, name: "made once" } })).toBe(1);
  const kept = await db().idempotencyKey.findFirstOrThrow({ where: { workspaceId: workspace.id } });
  expect(JSON.stringify(kept.response)).not.toContain(JSON.parse(body).token);
  const other = await makeSecret(call({ ...input, name: "another" }, headers), nothing);
  expect(other.status).toBe(409);
});

test("a refused request frees its Idempotency-Key", async () => {
  const { authorization } = await bearer();
  const headers = { authorization, "idempotency-key": "key-2" };
  expect((await POST(call({ policies: { drillValidDays: 0 } }, headers), nothing)).status).toBe(400);
  expect((await POST(call(good, headers), nothing)).status).toBe(201);
});

test("a database that does not answer is 503 with a time to come again, not a defect", async () => {
  const { authorization } = await bearer();
  const GET = apiRoute({ run: () => Promise.reject(new Error("timeout exceeded when trying to connect")) });
  const answer = await GET(call({}, { authorization }), nothing);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
  expect(await answer.json()).toMatchObject({ status: 503, detail: expect.stringContaining("does not answer") });
});
