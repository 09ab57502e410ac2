import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { ensureBuild, FILES, FOLDERS } from "../../processes/supervisor/build.ts";
import { address, test } from "../fixtures.ts";
import { readRoot } from "../routes.ts";
import { freePort } from "../start-product.ts";
import { builtActions, callAction, strangerAtEveryDoor } from "./doors.ts";

/** Inside the checkout, so that its packages are found; git and the linters look past it. */
const COPY = readRoot(".interlock-without-proxy");
const MODULES = readRoot("node_modules");
// Not the lockfile: the framework takes the folder of the lockfile for the root of everything.
const LEFT_OUT = ["proxy.ts", "package-lock.json"];

let base = "";
let web: ChildProcess | undefined;

/** The same sources without proxy.ts, built by the same steps; a build of the same sources is used again. */
async function buildCopy(): Promise<void> {
  for (const name of [...FOLDERS, ...FILES]) rmSync(join(COPY, name), { recursive: true, force: true });
  mkdirSync(COPY, { recursive: true });
  for (const name of [...FOLDERS, ...FILES, "package.json"])
    if (!LEFT_OUT.includes(name) && existsSync(readRoot(name)))
      cpSync(readRoot(name), join(COPY, name), { recursive: true });
  expect(existsSync(join(COPY, "proxy.ts"))).toBe(false);
  await ensureBuild(COPY, () => undefined, MODULES);
}

/** Only the web process, on the database, keys and home of the product that the other tests use. */
async function startCopy(): Promise<void> {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const { NODE_OPTIONS: _, ...inherited } = process.env;
  web = spawn(process.execPath, [join(MODULES, "next/dist/bin/next"), "start", "-H", "127.0.0.1", "-p", String(port)], {
    cwd: COPY,
    env: { ...inherited, NODE_ENV: "production", PORT: String(port), PUBLIC_URL: base, NEXTAUTH_URL: base },
    stdio: "ignore",
  });
  for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
    const answer = await fetch(`${base}/api/health/live`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("The web process without proxy.ts did not start.");
}

// One build for both tests.
test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  test.setTimeout(900_000);
  await buildCopy();
  await startCopy();
});

test.afterAll(() => {
  web?.kill("SIGTERM");
});

test("deleting proxy.ts opens nothing: every page, feed, route and action still refuses a stranger", async ({
  request,
  signIn,
  context,
}) => {
  test.setTimeout(240_000);
  const answer = await request.get(`${base}/sign-in`);
  expect(answer.headers()["content-security-policy"], "there is no proxy in this build").toBeUndefined();
  expect(await strangerAtEveryDoor(request, base, COPY)).toEqual([]);

  await signIn("admin");
  const page = await context.request.get(`${base}/flags`);
  expect(page.status(), "who has a session is let in, so the refusals are no accident").toBe(200);
});

test("without proxy.ts an action still refuses a foreign Origin", async ({ signIn, context, workspace }) => {
  await signIn("admin");
  const createToken = builtActions(COPY).find(({ name }) => name === "createToken");
  if (createToken === undefined) throw new Error("There is no action createToken.");
  const body = JSON.stringify([{ name: "stolen", role: "admin", expiresInDays: 1 }]);
  const tokens = () => db().apiToken.count({ where: { workspaceId: workspace.id } });
  const foreign: Record<string, string>[] = [{}, { origin: "null" }, { origin: "https://evil.example" }];
  for (const headers of [...foreign, { origin: address.web }])
    await callAction(context.request, base, createToken, headers, body);
  expect(await tokens()).toBe(0);
  await callAction(context.request, base, createToken, { origin: base }, body);
  expect(await tokens()).toBe(1);
});
