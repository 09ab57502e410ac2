import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { test, unique } from "../../fixtures.ts";

test("an integration is designed in four steps; its document saves itself, and two people do not overwrite each other", async ({
  page,
  signIn,
  accessible,
  context,
}) => {
  test.setTimeout(240_000);
  const engineer = await signIn("engineer");
  const slug = unique("stripe");

  await test.step("kind, systems and flows, pattern, owners", async () => {
    await page.goto("/integrations/new");
    await page.getByRole("radio", { name: /^Payment/ }).check();
    await page.getByLabel("Name").fill("Stripe subscriptions");
    await page.getByLabel("Slug").fill("Not A Slug");
    await page.getByLabel("Provider").fill("stripe");
    await page.getByLabel("Description").fill("Subscriptions in the shop");
    await page.getByRole("button", { name: "Continue" }).click();
    const systems = page.getByRole("region", { name: "Systems" });
    for (const [row, words] of [
      ["Stripe", "Payment provider", "API key"],
      ["Billing", "Own service", "Signature"],
    ].entries()) {
      await systems.getByRole("button", { name: "Add system" }).click();
      for (const [at, label] of ["Name", "Kind", "Authentication"].entries())
        await systems
          .getByLabel(label, { exact: true })
          .nth(row)
          .fill(words[at] ?? "");
    }
    const flows = page.getByRole("region", { name: "Flows" });
    await flows.getByRole("button", { name: "Add flow" }).click();
    await flows.getByLabel("Flow", { exact: true }).fill("Invoice events");
    await page.getByRole("button", { name: "Continue" }).click();
    await expect(page.getByText("Point-to-Point fits.")).toBeVisible();
    await page.getByRole("radio", { name: /^Event-Driven/ }).check();
    await page
      .getByLabel("Why not the recommended one?")
      .fill("Three more consumers follow within the year, each at its own pace.");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByRole("button", { name: "Add owner" }).click();
    await expect(page.getByRole("region", { name: "What will be created" })).toContainText("2 systems, 1 flow");
    await accessible(page);
    await page.getByRole("button", { name: "Create integration" }).click();
    await expect(page.getByText(/Use small letters, digits and single dashes/).first()).toBeVisible();
    await expect(page.getByLabel("Description")).toHaveValue("Subscriptions in the shop");
    await page.getByLabel("Slug").fill(slug);
    await page.getByRole("button", { name: "4. Owners" }).click();
    await page.getByRole("button", { name: "Create integration" }).click();
    await page.waitForURL(`**/integrations/${slug}`);
  });

  await test.step("it has its checklist in the seeds' own words, and both gates", async () => {
    await page.goto(`/integrations/${slug}/checklist?gate=design`);
    const items = page.getByRole("table", { name: "Checklist items" });
    for (const wording of ["Webhook handling designed", "Idempotency strategy defined", "Error handling planned"])
      await expect(items.getByRole("link", { name: wording })).toBeVisible();
    await page.goto(`/integrations/${slug}/checklist?gate=verification`);
    for (const wording of ["Audit logging configured", "Test mode configured", "Webhook testing complete"])
      await expect(items.getByRole("link", { name: wording })).toBeVisible();
  });

  await test.step("a section saves itself, and a second tab is told before it overwrites", async () => {
    const address = `/integrations/${slug}/design?section=payment.refunds_disputes`;
    await page.goto(address);
    const second = await context.newPage();
    await second.goto(address);
    await page.getByLabel("Refund window").fill("soon");
    await expect(page.getByRole("status").filter({ hasText: "Not saved." })).toBeVisible();
    await expect(page.getByLabel("Refund window")).toHaveValue("soon");
    await page.getByLabel("Refund window").fill("30");
    await page.getByLabel("Notes").fill("Support may refund within the window.");
    await expect(page.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
    // "Saved" may still speak of the field before: the second tab writes once the text is stored.
    await expect
      .poll(() =>
        db().designSection.count({
          where: { body: { contains: "Support may refund within the window." }, workspaceId: engineer.workspaceId },
        }),
      )
      .toBe(1);
    await second.getByLabel("Notes").fill("Finance refunds, nobody else.");
    const conflict = second.getByRole("alertdialog", { name: "Two people changed this section" });
    await expect(conflict).toContainText("Support may refund within the window.");
    await expect(conflict).toContainText("Finance refunds, nobody else.");
    await accessible(second);
    await conflict.getByRole("button", { name: "Join both" }).click();
    await expect(conflict).toBeHidden();
    await expect(second.getByRole("status").filter({ hasText: "Saved" })).toBeVisible();
    await page.reload();
    await expect(page.getByLabel("Notes")).toHaveValue(/Support may refund[\s\S]*Finance refunds/);
    await expect(page.getByLabel("Refund window")).toHaveValue("30");
    await page.goto(`/integrations/${slug}/design/versions`);
    await expect(page.getByRole("cell", { name: engineer.actor.label, exact: true })).toBeVisible();
  });
});

test("a credential and a connection prove themselves, and a refused form keeps what was typed", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  const key = `sk_test_${unique("key")}`;
  const provider = createServer((request, response) =>
    response.writeHead(request.headers.authorization === `Bearer ${key}` ? 200 : 401).end(),
  );
  await new Promise<void>((done) => provider.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  try {
    await page.goto("/connections/credentials/new");
    await page.getByLabel("Name").fill("Stripe test key");
    await page.getByRole("button", { name: "Create credential" }).click();
    await expect(page.getByLabel("Value", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel("Name")).toHaveValue("Stripe test key");
    await page.getByLabel("Value", { exact: true }).fill(key);
    await page.getByRole("button", { name: "Create credential" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Stripe test key");

    await page.goto("/connections/new");
    await page.getByLabel("Name").fill("Stripe API");
    await page.getByLabel("Base URL").fill("ftp://nowhere");
    await page.getByLabel("How it signs in").selectOption("bearer");
    await page.getByLabel("Credential").selectOption({ index: 1 });
    await page.getByLabel("Test path").fill("/v1/account");
    await page.getByLabel("Timeout, ms").fill("2500");
    await page.getByRole("button", { name: "Create connection" }).click();
    await expect(page.getByLabel("Base URL")).toHaveAttribute("aria-invalid", "true");
    for (const [label, value] of [
      ["Name", "Stripe API"],
      ["Base URL", "ftp://nowhere"],
      ["How it signs in", "bearer"],
      ["Test path", "/v1/account"],
      ["Timeout, ms", "2500"],
    ] as const)
      await expect(page.getByLabel(label)).toHaveValue(value);
    await page.getByLabel("Base URL").fill(base);
    await page.getByRole("button", { name: "Create connection" }).click();
    await page.getByRole("button", { name: "Test Stripe API" }).click();
    await expect(page.getByText("Accepted. Without the credential: 401.")).toBeVisible();
  } finally {
    provider.close();
  }
});
