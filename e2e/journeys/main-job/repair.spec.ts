import { expect, type Page } from "@playwright/test";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { startSink } from "#lib/testing/sink.ts";
import { test, unique } from "../../fixtures.ts";
import { addRoute, makeDestination, makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

const deliveries = (page: Page) => page.getByRole("table", { name: "Deliveries" });

test("dead letters are found, replayed with the same id, or discarded with a reason; a pause holds and loses nothing", async ({
  page,
  signIn,
  accessible,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  let status = 500;
  const sink = await startSink(() => ({ status }));
  const ids = (type: string) =>
    sink.received.filter(({ body }) => body.includes(`"type":"${type}"`)).map(({ headers }) => headers["webhook-id"]);
  try {
    const secret = makeSecret();
    const source = await makeSource(page, { name: "stripe", secret });
    const billing = await makeDestination(page, { name: "billing", url: sink.url, retry: "1" });
    await addRoute(page, source, "billing");
    const fire = async (type: string, note = "") =>
      expect
        .poll(
          async () =>
            (await send(source.url, signStripe(stripeEvent(unique("evt"), type, { note }), { secret }))).status,
        )
        .toBe(202);

    await test.step("they appear while the page is open, and are found by type, state and text", async () => {
      await page.goto("/webhooks/dead-letters?by=single");
      for (const type of ["invoice.paid", "invoice.voided", "charge.failed", "payout.paid"]) await fire(type);
      await expect(deliveries(page).getByRole("row", { name: /500, retries used up/ })).toHaveCount(4, {
        timeout: 30_000,
      });
      await page.getByRole("button", { name: "Filter" }).click();
      await page.getByLabel("Type").fill("invoice.*");
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await expect(deliveries(page).getByRole("row", { name: /invoice/ })).toHaveCount(2);
      await expect(deliveries(page)).not.toContainText("payout.paid");
      await page.goto("/webhooks/deliveries?range=all");
      await page.getByRole("searchbox", { name: "Id, type or error" }).fill("payout");
      await page.getByRole("searchbox", { name: "Id, type or error" }).press("Enter");
      await expect(page).toHaveURL(/text=payout/);
      await expect(deliveries(page).getByRole("row", { name: /payout\.paid/ })).toHaveCount(1);
      await expect(deliveries(page)).not.toContainText("invoice.paid");
    });

    await test.step("one is replayed from its drawer", async () => {
      await page.goto("/webhooks/dead-letters?by=single");
      await deliveries(page).getByRole("link", { name: "payout.paid" }).click();
      await page.getByRole("dialog", { name: "Delivery payout.paid" }).getByRole("button", { name: "Replay" }).click();
      const ask = page.getByRole("alertdialog", { name: "Replay 1 delivery to billing?" });
      await expect(ask.getByText("Will be sent")).toBeVisible();
      await accessible(page);
      status = 200;
      await ask.getByLabel("Reason").fill("The ledger is back");
      await ask.getByRole("button", { name: "Replay 1" }).click();
      await expect(ask).toBeHidden();
      await expect.poll(() => ids("payout.paid").length, { timeout: 20_000 }).toBe(3);
      expect(new Set(ids("payout.paid")).size).toBe(1);
    });

    await test.step("a selection is replayed after the preview has counted it", async () => {
      await page.goto("/webhooks/dead-letters?by=single&type=invoice.*");
      await page.getByRole("checkbox", { name: "Choose all on this page" }).check();
      const bar = page.getByRole("region", { name: "Chosen deliveries" });
      await expect(bar).toContainText("2 deliveries chosen");
      await bar.getByRole("button", { name: "Replay" }).click();
      await page
        .getByRole("alertdialog", { name: "Replay 2 deliveries to billing?" })
        .getByRole("button", { name: "Replay 2" })
        .click();
      for (const type of ["invoice.paid", "invoice.voided"]) {
        await expect.poll(() => ids(type).length, { timeout: 20_000 }).toBe(3);
        expect(new Set(ids(type)).size).toBe(1);
      }
      await expect(page.getByText(/The last replay, by .+2 delivered/)).toBeVisible({ timeout: 20_000 });
    });

    await test.step("one is discarded, and only with a reason", async () => {
      await page.goto("/webhooks/dead-letters?by=single");
      await page.getByRole("checkbox", { name: "Choose charge.failed to billing" }).check();
      await page.getByRole("region", { name: "Chosen deliveries" }).getByRole("button", { name: "Discard" }).click();
      const ask = page.getByRole("alertdialog", { name: "Discard 1 delivery?" });
      await ask.getByRole("button", { name: "Discard 1" }).click();
      await expect(ask.getByText("Say why, in a few words.")).toBeVisible();
      await ask.getByLabel("Reason").fill("Refunded by hand");
      await ask.getByRole("button", { name: "Discard 1" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("No delivery is dead in test.");
      await page.goto("/webhooks/deliveries?range=all&type=charge.failed");
      await deliveries(page).getByRole("link", { name: "charge.failed" }).click();
      await expect(page.getByRole("dialog", { name: "Delivery charge.failed" })).toContainText(
        "It was discarded: Refunded by hand.",
      );
    });

    await test.step("a pause holds what comes, and resuming sends it in order", async () => {
      await page.goto(billing.page);
      await page.getByRole("button", { name: "Pause" }).click();
      const ask = page.getByRole("alertdialog", { name: "Pause billing?" });
      await ask.getByLabel("Reason").fill("Billing is being moved");
      await ask.getByRole("button", { name: "Pause the destination" }).click();
      await expect(page.getByText("Billing is being moved")).toBeVisible();
      const before = sink.received.length;
      await page.goto("/webhooks/deliveries?state=held&range=all");
      for (const type of ["order.one", "order.two", "order.three"]) await fire(type);
      await expect(deliveries(page).getByRole("row", { name: /destination paused/ })).toHaveCount(3, {
        timeout: 20_000,
      });
      expect(sink.received).toHaveLength(before);
      await page.goto(billing.page);
      await page.getByRole("button", { name: "Resume" }).click();
      await expect.poll(() => sink.received.length, { timeout: 20_000 }).toBe(before + 3);
      expect(["order.one", "order.two", "order.three"].flatMap(ids)).toHaveLength(3);
    });
  } finally {
    await sink.close();
  }
});
