import { expect, type Page } from "@playwright/test";
import { inviteMember } from "#lib/auth/invite-member.ts";
import { db } from "#lib/db/client.ts";
import { test, unique } from "../fixtures.ts";

async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in?next=%2Fsettings%2Faccount");
  await page.getByRole("button", { name: /^Continue with/ }).click();
  await page.locator("[name=login]").fill(name);
  await page.locator("[name=password]").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/\/(settings\/account|sign-in)/);
}

test("an invited person signs in by single sign-on, and later without an invitation", async ({ page, workspace }) => {
  const name = unique("ada");
  await inviteMember(await workspace.as("admin"), { email: `${name}@idp.test`, role: "engineer" });
  await signInAs(page, name);
  await expect(page).toHaveURL(/\/settings\/account$/);
  const user = await db().user.findUniqueOrThrow({ where: { email: `${name}@idp.test` } });
  expect(user).toMatchObject({ oidcSubject: name, passwordHash: null });
  // From now on the identity counts, not the address.
  await db().user.update({ where: { id: user.id }, data: { email: unique("moved").concat("@example.test") } });
  await page.context().clearCookies();
  await signInAs(page, name);
  await expect(page).toHaveURL(/\/settings\/account$/);
});

test("a person of the provider whom nobody invited stays outside and leaves nothing", async ({ page }) => {
  const name = unique("eve");
  await signInAs(page, name);
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("nobody here has that identity")).toBeVisible();
  expect(await db().user.count({ where: { oidcSubject: name } })).toBe(0);
});

test("an address that the provider did not verify opens no invitation", async ({ page, workspace }) => {
  const name = unique("mallory").concat("-unverified");
  await inviteMember(await workspace.as("admin"), { email: `${name}@idp.test`, role: "admin" });
  await signInAs(page, name);
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await db().user.count({ where: { oidcSubject: name } })).toBe(0);
});

test("a disabled person is refused although the provider knows him", async ({ page, workspace }) => {
  const name = unique("bob");
  const admin = await workspace.as("admin");
  await inviteMember(admin, { email: `${name}@idp.test`, role: "viewer" });
  await signInAs(page, name);
  await db().user.updateMany({ where: { oidcSubject: name }, data: { disabledAt: new Date() } });
  await page.goto("/settings/account");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.context().clearCookies();
  await signInAs(page, name);
  await expect(page).toHaveURL(/\/sign-in/);
});
