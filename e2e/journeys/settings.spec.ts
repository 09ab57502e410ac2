import { expect } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { makeIntegration } from "#lib/testing/integration.ts";
import { test, unique } from "../fixtures.ts";

test("an engineer renames an integration, names who owns it, archives it and brings it back", async ({
  page,
  signIn,
  workspace,
  accessible,
}) => {
  test.slow();
  const engineer = await signIn("engineer");
  const { slug } = await makeIntegration(workspace.id, "generic");
  await page.goto(`/integrations/${slug}/settings`);
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Description").fill("Invoices of the shop.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Give the integration a name.").first()).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("Invoices of the shop.");
  await page.getByLabel("Name").fill("Shop invoices");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Shop invoices");

  await page.getByLabel("Person").selectOption({ value: engineer.actor.id });
  await page.getByLabel("Discipline").selectOption("integration-engineer");
  await page.getByRole("button", { name: "Add owner" }).click();
  const owner = page
    .getByRole("table", { name: "Owners" })
    .getByRole("row")
    .filter({ hasText: "integration-engineer" });
  await expect(owner).toBeVisible();
  await accessible(page);
  await owner.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Nobody owns this integration.")).toBeVisible();

  await page.getByRole("button", { name: "Archive Shop invoices" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Archive Shop invoices" }).click();
  await expect(page.getByRole("heading", { name: "Restore" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeDisabled();
  await page.getByRole("button", { name: "Restore Shop invoices" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeEnabled();
});

test("an admin makes a second workspace, opens it, and finds nothing of the first one in it", async ({
  page,
  signIn,
  workspace,
  accessible,
}) => {
  test.slow();
  await signIn("admin");
  const { slug } = await makeIntegration(workspace.id, "generic");
  const name = unique("Second");
  await page.goto("/settings/workspaces");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Slug").fill(name.toLowerCase());
  await page.getByRole("button", { name: "Create workspace" }).click();
  await page.getByRole("button", { name: `Open ${name}` }).click();
  await page.waitForURL((url) => url.pathname === "/");
  await page.goto("/integrations");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("No integration yet");
  expect((await page.goto(`/integrations/${slug}`))?.status()).toBe(404);

  await page.goto("/integrations");
  await page.getByRole("button", { name: /^Workspace: / }).click();
  const { name: first } = await db().workspace.findUniqueOrThrow({ where: { id: workspace.id } });
  await page.getByRole("menuitemradio", { name: first }).click();
  await expect(page.getByRole("button", { name: `Workspace: ${first}. Open another` })).toBeVisible();
  expect((await page.goto(`/integrations/${slug}`))?.status()).toBe(200);
  await accessible(page);
});
