import { expect, type Page } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { address, unique } from "../../fixtures.ts";

/** The wizard with the least that it takes: kind and name, then straight through. */
export async function makeIntegration(page: Page, { name, slug }: { name: string; slug: string }): Promise<void> {
  await page.goto("/integrations/new");
  await page.getByRole("radio", { name: /^Payment/ }).check();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Slug").fill(slug);
  await page.getByLabel("Provider").fill("stripe");
  for (const heading of ["2. Systems and flows", "3. Pattern", "4. Owners"]) {
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  }
  await page.getByRole("button", { name: "Create integration" }).click();
  await page.waitForURL(`**/integrations/${slug}`);
}

export type Source = { id: string; url: string; page: string };
type NewSource = { name: string; preset?: string; secret: string; integration?: string };

/** A source in the environment that the top bar shows. */
export async function makeSource(page: Page, source: NewSource): Promise<Source> {
  await page.goto("/webhooks/sources/new");
  await page.getByLabel("Name", { exact: true }).fill(source.name);
  await page.getByLabel("Signature", { exact: true }).selectOption(source.preset ?? "stripe");
  await page.getByLabel("Signing secret").fill(source.secret);
  if (source.integration) await page.getByLabel("Integration").selectOption(source.integration);
  await page.getByRole("button", { name: "Create source" }).click();
  await page.waitForURL(/\/webhooks\/sources\/[0-9a-f-]{36}/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(source.name);
  const url = (await page.getByRole("region", { name: "Address" }).locator("code").textContent()) ?? "";
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return { id, url, page: `/webhooks/sources/${id}` };
}

export type Destination = { id: string; secret: string; page: string };
type NewDestination = { name: string; url: string; retry?: string; integration?: string; atOnce?: string };

/** A destination, with the signing secret that is shown once. */
export async function makeDestination(page: Page, destination: NewDestination): Promise<Destination> {
  await page.goto("/webhooks/destinations/new");
  await page.getByLabel("Name", { exact: true }).fill(destination.name);
  await page.getByLabel("URL", { exact: true }).fill(destination.url);
  if (destination.integration) await page.getByLabel("Integration").selectOption(destination.integration);
  if (destination.retry) await page.getByLabel("Retry schedule").fill(destination.retry);
  if (destination.atOnce) await page.getByLabel("At once").fill(destination.atOnce);
  await page.getByRole("button", { name: "Create destination" }).click();
  const once = page.getByRole("dialog", { name: "Copy the signing secret now" });
  const secret = (await once.locator("code").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await once.getByRole("button", { name: "I have it" }).click();
  await page.waitForURL(/\/webhooks\/destinations\/[0-9a-f-]{36}/);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  return { id, secret, page: `/webhooks/destinations/${id}` };
}

export async function addRoute(page: Page, source: Source, destination: string, types = "*"): Promise<void> {
  await page.goto(source.page);
  await page.getByRole("button", { name: "Add a route" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a route" });
  await dialog.getByLabel("Destination").selectOption({ label: destination });
  await dialog.getByLabel("Types").fill(types);
  await dialog.getByRole("button", { name: "Add the route" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("table", { name: "Routes" }).getByRole("link", { name: destination })).toBeVisible();
}

export async function chooseEnvironment(page: Page, environment: "test" | "live"): Promise<void> {
  const word = page.getByRole("form", { name: "Environment" }).getByRole("button", { name: environment });
  await word.click();
  await expect(word).toHaveAttribute("aria-pressed", "true");
}

/** Invites somebody on the members page, and takes the link in a browser of his own. */
export async function invite(admin: Page, guest: Page, role: "ops"): Promise<string> {
  const email = `${unique("rosa")}@example.test`;
  await admin.goto("/settings/members");
  await admin.getByLabel("E-mail").fill(email);
  await admin.getByLabel("Role").selectOption(role);
  await admin.getByRole("button", { name: "Make the link" }).click();
  const link = (await admin.locator("code", { hasText: "/invite/" }).textContent()) ?? "";
  await guest.goto(link);
  await expect(guest.getByText(`You are invited as ${email}, with the role ${role}.`)).toBeVisible();
  await guest.getByLabel("Your name").fill("Rosa Adler");
  await guest.getByLabel("Choose a password").fill("short");
  await guest.getByRole("button", { name: "Join the workspace" }).click();
  await expect(guest.getByLabel("Choose a password")).toHaveAttribute("aria-invalid", "true");
  await expect(guest.getByLabel("Your name")).toHaveValue("Rosa Adler");
  await guest.getByLabel("Choose a password").fill("a long password of Rosa");
  await guest.getByRole("button", { name: "Join the workspace" }).click();
  await guest.waitForURL(`${address.web}/`);
  const { id } = await db().user.findUniqueOrThrow({ where: { email } });
  return id;
}
