import { expect } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { address, test } from "../fixtures.ts";
import { type BuiltAction, builtActions, callAction, strangerAtEveryDoor, wrapperOf } from "./doors.ts";

/** Actions that only look, which every role may. */
const READS = new Set(["verifyChain"]);
const FOREIGN: Record<string, string>[] = [{}, { origin: "null" }, { origin: "https://evil.example" }];
const first = (name: string): BuiltAction => {
  const found = builtActions().find((built) => built.name === name);
  if (found === undefined) throw new Error(`There is no action ${name}.`);
  return found;
};

test("a stranger gets through no door: no page, feed, API route or server action", async ({ request }) => {
  test.setTimeout(180_000);
  const wrappers = builtActions().map(wrapperOf);
  expect(wrappers.filter((wrapper) => wrapper === "action").length).toBeGreaterThan(60);
  expect(await strangerAtEveryDoor(request, address.web)).toEqual([]);
});

test("the actions without a session are the door's own, the frame's, and the catalogue of components", () => {
  const open = builtActions().filter((built) => wrapperOf(built) !== "action");
  expect(open.map(({ name }) => name).sort()).toEqual([
    "accept",
    "acceptInvitation",
    "chooseEnvironment",
    "chooseWorkspace",
    "refuse",
    "signIn",
    "signOut",
  ]);
});

test("a viewer changes nothing by any action, whatever he sends", async ({ signIn, context, workspace }) => {
  test.setTimeout(180_000);
  await signIn("viewer");
  const strange: string[] = [];
  const writes = builtActions().filter((built) => wrapperOf(built) === "action" && !READS.has(built.name));
  for (const built of writes) {
    const response = await callAction(context.request, address.web, built, { origin: address.web });
    const text = await response.text();
    if (!/"kind":"(invalid_input|forbidden|not_found|precondition_failed)"/.test(text))
      strange.push(`${built.name}: ${response.status()} ${text.slice(0, 200)}`);
  }
  expect(strange).toEqual([]);
  expect(await db().auditEntry.count({ where: { workspaceId: workspace.id } })).toBe(0);
});

test("B55: the action of another build is refused and says nothing of ours", async ({ signIn, context }) => {
  await signIn("admin");
  for (const id of ["0".repeat(42), `7f${"a".repeat(40)}`, "nonsense", "x".repeat(5_000)]) {
    const response = await callAction(context.request, address.web, { id, at: "/flags" }, { origin: address.web });
    // 409 is the framework's "that page is older than I am"; the browser loads it again.
    expect([400, 404, 409], `${id.slice(0, 20)} answered ${response.status()}`).toContain(response.status());
    expect(await response.text()).not.toMatch(/node_modules|at .*\(.*:\d+|PrismaClient/);
  }
});

for (const headers of FOREIGN)
  test(`B56: an action that is called with ${JSON.stringify(headers)} does nothing`, async ({
    signIn,
    context,
    workspace,
  }) => {
    await signIn("admin");
    const body = JSON.stringify([{ name: "stolen", role: "admin", expiresInDays: 1 }]);
    const response = await callAction(context.request, address.web, first("createToken"), headers, body);
    expect(response.status()).toBe(403);
    expect(await db().apiToken.count({ where: { workspaceId: workspace.id } })).toBe(0);
    const own = await callAction(context.request, address.web, first("createToken"), { origin: address.web }, body);
    expect(own.status()).toBe(200);
    expect(await db().apiToken.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

test("B57: a payload of 5 MB is 413, and one that refers to itself or to a prototype is refused", async ({
  signIn,
  context,
  workspace,
}) => {
  await signIn("admin");
  const call = (body: string) =>
    callAction(context.request, address.web, first("createToken"), { origin: address.web }, body);
  const large = await call(JSON.stringify([{ name: "x".repeat(5_000_000), role: "admin" }]));
  expect(large.status()).toBe(413);
  for (const body of [
    '["$0"]',
    '["$1:__proto__:polluted"]',
    '[{"__proto__":{"role":"admin"}}]',
    "{",
    "",
    "[[[[".repeat(2_000),
  ]) {
    const response = await call(body);
    expect(response.status(), body.slice(0, 40)).toBeLessThan(501);
    expect(await response.text(), body.slice(0, 40)).not.toMatch(/"ok":true|node_modules/);
  }
  expect(await db().apiToken.count({ where: { workspaceId: workspace.id } })).toBe(0);
  expect((await context.request.get(`${address.web}/api/health/live`)).status()).toBe(200);
});

test("B58: a client's word about hosts, hops and middleware changes no answer", async ({
  request,
  signIn,
  context,
}) => {
  const claims = {
    "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy",
    "x-forwarded-host": "evil.example",
    "x-forwarded-for": "127.0.0.1",
    "x-interlock-path": "//evil.example/",
    "x-interlock-trace": "f".repeat(32),
    "x-nonce": "stolen",
    "content-security-policy": "default-src *",
  };
  const response = await request.get(`${address.web}/flags`, { headers: claims, maxRedirects: 0 });
  expect([303, 307]).toContain(response.status());
  expect(new URL(response.headers()["location"] ?? "", address.web).origin).toBe(address.web);
  await signIn("viewer");
  const page = await context.request.get(`${address.web}/flags`, { headers: claims });
  expect(page.headers()["x-trace-id"]).not.toBe("f".repeat(32));
  expect(page.headers()["content-security-policy"]).not.toMatch(/stolen|\*/);
  expect(await page.text()).not.toMatch(/evil\.example|"stolen"/);
});

test("B59: what the router asks for opens nothing, and is never kept", async ({ request, signIn, context }) => {
  const asked = {
    rsc: "1",
    "next-router-prefetch": "1",
    "next-url": "/settings/members",
    "next-router-state-tree": "%5B",
  };
  for (const path of ["/settings/members", "/settings/members?_rsc=junk", "/flags?_rsc="]) {
    const response = await request.get(`${address.web}${path}`, { headers: asked, maxRedirects: 0 });
    expect([303, 307, 400, 500], `${path} answered ${response.status()}`).toContain(response.status());
    expect(await response.text()).not.toMatch(/admin@interlock|Northwind/);
  }
  await signIn("viewer");
  const own = await context.request.get(`${address.web}/flags?_rsc=x`, { headers: { rsc: "1" } });
  expect(own.headers()["cache-control"]).toContain("no-store");
});
