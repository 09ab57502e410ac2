import { setTimeout as wait } from "node:timers/promises";
import { OFREPProvider } from "@openfeature/ofrep-provider";
import { OpenFeature } from "@openfeature/server-sdk";
import { expect } from "@playwright/test";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { startSink } from "#lib/testing/sink.ts";
import { address, test, unique } from "../../fixtures.ts";
import { addRoute, makeDestination, makeIntegration, makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

test("a kill switch, moved in the browser, holds every delivery of its integration and lets it go again", async ({
  page,
  signIn,
  accessible,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  const sink = await startSink();
  const [slug, secret] = [unique("stripe"), makeSecret()];
  const key = `${slug}.kill`;
  try {
    await makeIntegration(page, { name: "Stripe", slug });
    const source = await makeSource(page, { name: "stripe", secret, integration: slug });
    await makeDestination(page, { name: "billing", url: sink.url, integration: slug, atOnce: "1" });
    await addRoute(page, source, "billing");
    const fire = async () =>
      expect
        .poll(async () => (await send(source.url, signStripe(stripeEvent(unique("evt")), { secret }))).status)
        .toBe(202);
    await fire();
    await expect.poll(() => sink.received.length, { timeout: 20_000 }).toBe(1);

    await test.step("a definition that is refused keeps what was typed", async () => {
      await page.goto("/flags/new");
      await page.getByLabel("Key").fill("Not A Key");
      await page.getByLabel("Type", { exact: true }).selectOption("kill_switch");
      await page.getByLabel("What it does").fill("Stops all Stripe traffic");
      await page.getByRole("button", { name: "Define flag" }).click();
      await expect(page.getByLabel("Key")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("What it does")).toHaveValue("Stops all Stripe traffic");
      await expect(page.getByLabel("Type", { exact: true })).toHaveValue("kill_switch");
      await page.getByLabel("Key").fill(key);
      await page.getByLabel("Integration").selectOption(slug);
      await page.getByRole("button", { name: "Define flag" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(key);
    });

    await test.step("stopped: what comes two seconds later is held, and counted", async () => {
      await page.getByRole("switch", { name: `${key} in test: Running` }).click();
      const ask = page.getByRole("alertdialog", { name: "Stop Stripe in test?" });
      await expect(ask.getByText("Sources")).toBeVisible();
      await accessible(page);
      await ask.getByLabel("Reason").fill("Invoices were sent twice");
      await ask.getByRole("button", { name: "Stop in test" }).click();
      await expect(ask).toBeHidden();
      await wait(2_000);
      for (let nth = 0; nth < 3; nth++) await fire();
      await page.goto("/webhooks/deliveries?state=held&range=all");
      await expect(page.getByRole("row", { name: /kill switch stopped/ })).toHaveCount(3, { timeout: 20_000 });
      await expect(page.getByRole("heading", { level: 1 })).toContainText("3 deliveries are held");
      expect(sink.received).toHaveLength(1);
    });

    await test.step("running again: they flow, and the reason stands in its history", async () => {
      await page.goto("/flags");
      await page.getByRole("switch", { name: `${key} in test: Stopped` }).click();
      const ask = page.getByRole("alertdialog", { name: "Start Stripe again in test?" });
      await expect(ask).toContainText("Deliveries held now3");
      await ask.getByRole("button", { name: "Start in test" }).click();
      await expect.poll(() => sink.received.length, { timeout: 20_000 }).toBe(4);
      await page.goto(`/flags/${key}`);
      await expect(page.getByText("Invoices were sent twice")).toBeVisible();
    });
  } finally {
    await sink.close();
  }
});

test("OpenFeature's own SDK reads a flag over OFREP and sees it flip, and unchanged flags answer 304", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  const key = unique("checkout.annual");
  await page.goto("/flags/new");
  await page.getByLabel("Key").fill(key);
  await page.getByLabel("What it does").fill("Shows yearly plans");
  await page.getByRole("button", { name: "Define flag" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(key);
  await page.goto("/settings/tokens");
  await page.getByLabel("Name").fill("shop");
  await page.getByLabel("For", { exact: true }).selectOption("flags:test");
  await page.getByRole("button", { name: "Make the token" }).click();
  const token = (await page.locator("code", { hasText: /^ilkf_/ }).textContent()) ?? "";
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const bulk = (etag: string | null) =>
    fetch(`${address.gateway}/ofrep/v1/evaluate/flags`, {
      method: "POST",
      headers: { ...headers, ...(etag === null ? {} : { "if-none-match": etag }) },
      body: JSON.stringify({ context: { targetingKey: "user-1" } }),
    });

  const provider = new OFREPProvider({ baseUrl: address.gateway, headers: [["authorization", headers.authorization]] });
  await OpenFeature.setProviderAndWait(key, provider);
  try {
    const client = OpenFeature.getClient(key);
    await expect.poll(() => client.getBooleanDetails(key, true)).toMatchObject({ value: false, reason: "DISABLED" });
    const before = await bulk(null);
    expect(before.status).toBe(200);
    expect((await bulk(before.headers.get("etag"))).status).toBe(304);
    await page.goto("/flags");
    await page.getByRole("switch", { name: `${key} in test` }).click();
    await expect.poll(() => client.getBooleanValue(key, false), { timeout: 20_000 }).toBe(true);
    expect((await bulk(before.headers.get("etag"))).status).toBe(200);
  } finally {
    await OpenFeature.close();
  }
});
