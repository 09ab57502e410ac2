import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { test, unique } from "../fixtures.ts";

const SECRET = "sk_test_CANARY_key_7890";
let provider: Server;
let base: string;

test.beforeAll(async () => {
  provider = createServer((request, response) =>
    response.writeHead(request.headers.authorization === `Bearer ${SECRET}` ? 200 : 401).end(),
  );
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/v1`;
});
test.afterAll(() => {
  provider.close();
});

test("an admin adds a credential, connects with it and proves it, and its value is never shown again", async ({
  page,
  signIn,
  workspace,
  accessible,
}) => {
  test.slow();
  await signIn("admin");
  const integration = unique("Stripe");
  await db().integration.create({
    data: {
      id: newId(),
      workspaceId: workspace.id,
      slug: integration.toLowerCase(),
      name: integration,
      kind: "payment",
    },
  });

  await page.goto("/connections");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("No connection in test yet");
  await accessible(page);

  await page.getByRole("link", { name: "New credential" }).click();
  await page.getByLabel("Name").fill("Restricted key");
  await page.getByLabel("Value", { exact: true }).fill(SECRET);
  await accessible(page);
  await page.getByRole("button", { name: "Create credential" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Restricted key");
  await expect(page.getByText("…7890")).toBeVisible();
  expect(await page.content()).not.toContain(SECRET);

  await page.goto("/connections/new");
  await page.getByLabel("Name").fill("Provider API");
  await page.getByLabel("Integration").selectOption({ label: integration });
  await page.getByLabel("Base URL").fill("http://10.0.0.1");
  await page.getByRole("button", { name: "Create connection" }).click();
  await expect(page.getByText("Interlock may not call this address").first()).toBeVisible();

  await page.getByLabel("Base URL").fill(base);
  await page.getByLabel("How it signs in").selectOption("bearer");
  await page.getByLabel("Credential").selectOption({ index: 1 });
  await page.getByLabel("Test path").fill("/account");
  await page.getByRole("button", { name: "Create connection" }).click();
  await expect(page.getByText("Never tested")).toBeVisible();

  await page.getByRole("button", { name: "Test Provider API" }).click();
  await expect(page.getByText("Accepted. Without the credential: 401.")).toBeVisible();
  await accessible(page);
  expect(await page.content()).not.toContain(SECRET);

  await page.goto("/connections");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("1 connection in test, all working");
  await accessible(page);
  await page.getByRole("link", { name: "Credentials" }).click();
  await expect(page.getByRole("row", { name: /Restricted key/ })).toContainText("Provider API");
  await accessible(page);
});

test("an engineer connects in test, and reads why a credential is an admin's to write", async ({ page, signIn }) => {
  await signIn("engineer");
  await page.goto("/connections/credentials/new");
  await expect(page.getByText("Credentials are written by admins.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Create credential" })).toHaveCount(0);
  await page.goto("/connections/new");
  await page.getByRole("combobox", { name: "Environment" }).selectOption("live");
  await expect(page.getByText("Connections of live are made by an admin.")).toBeVisible();
});

test("a narrow screen shows connections without sideways scrolling", async ({ page, signIn, accessible }) => {
  await signIn("viewer");
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/connections", "/connections/credentials", "/providers"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBeLessThan(1);
    await accessible(page);
  }
});
