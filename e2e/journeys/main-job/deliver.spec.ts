import { expect } from "@playwright/test";
import { Webhook } from "standardwebhooks";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { type Received, type Sink, startSink } from "#lib/testing/sink.ts";
import { test, unique } from "../../fixtures.ts";
import { addRoute, makeDestination, makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

const bodiesOf = (sink: Sink) => sink.received.map(({ body }) => body.toString());

function verify(received: Received | undefined, secret: string): void {
  if (received === undefined) throw new Error("Nothing arrived.");
  new Webhook(secret).verify(received.body.toString(), received.headers as Record<string, string>);
}

test("an event is delivered as it came, signed, to the routes that want its type, and shows without reloading", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("engineer");
  const [billing, archive] = [await startSink(), await startSink()];
  try {
    const secret = makeSecret();
    const source = await makeSource(page, { name: "stripe", secret });
    const keys = {
      billing: await makeDestination(page, { name: "billing", url: `${billing.url}/hooks` }),
      archive: await makeDestination(page, { name: "archive", url: archive.url }),
    };
    await addRoute(page, source, "billing", "invoice.*");
    await addRoute(page, source, "archive");
    const invoice = stripeEvent(unique("evt"), "invoice.paid", { note: "ü, 🙂 and \u0000 stay what they are" });
    const customer = stripeEvent(unique("evt"), "customer.created");

    await page.goto("/webhooks/events");
    const events = page.getByRole("table", { name: "Events" });
    for (const payload of [invoice, customer])
      await expect.poll(async () => (await send(source.url, signStripe(payload, { secret }))).status).toBe(202);
    await expect(events.getByRole("row", { name: /invoice\.paid/ })).toContainText("2 delivered", { timeout: 20_000 });
    await expect(events.getByRole("row", { name: /customer\.created/ })).toContainText("Delivered");

    expect(bodiesOf(billing)).toEqual([invoice]);
    expect(bodiesOf(archive).toSorted()).toEqual([invoice, customer].toSorted());
    verify(billing.received[0], keys.billing.secret);
    verify(archive.received[0], keys.archive.secret);
    expect(() => verify(billing.received[0], keys.archive.secret)).toThrow();
    expect(billing.received[0]?.headers["traceparent"]).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/);
    expect(billing.received[0]?.path).toBe("/hooks");
  } finally {
    await Promise.all([billing.close(), archive.close()]);
  }
});

test("a failing destination is tried on its schedule, one that is gone is disabled, and a breaker opens", async ({
  page,
  signIn,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  const failing = await startSink(() => ({ status: 500, body: "the ledger is closed" }));
  const gone = await startSink(() => ({ status: 410 }));
  const down = await startSink(() => ({ status: 503 }));
  try {
    const secret = makeSecret();
    const source = await makeSource(page, { name: "stripe", secret });
    await test.step("a destination that is refused says so at its field, and keeps what was typed", async () => {
      await page.goto("/webhooks/destinations/new");
      await page.getByLabel("Name", { exact: true }).fill("ledger");
      await page.getByLabel("URL", { exact: true }).fill(failing.url);
      await page.getByLabel("Retry schedule").fill("soon");
      await page.getByRole("button", { name: "Create destination" }).click();
      await expect(page.getByText("One field needs another look.")).toBeVisible();
      await expect(page.getByLabel("Retry schedule")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("Retry schedule")).toHaveValue("soon");
      await expect(page.getByLabel("URL", { exact: true })).toHaveValue(failing.url);
    });
    await makeDestination(page, { name: "ledger", url: failing.url, retry: "1 1" });
    const gone410 = await makeDestination(page, { name: "old system", url: gone.url, retry: "1 1" });
    const wobbly = await makeDestination(page, { name: "wobbly", url: down.url, retry: "600" });
    await addRoute(page, source, "ledger", "invoice.*");
    await addRoute(page, source, "old system", "charge.*");
    await addRoute(page, source, "wobbly", "customer.*");
    const fire = async (type: string) =>
      expect
        .poll(async () => (await send(source.url, signStripe(stripeEvent(unique("evt"), type), { secret }))).status)
        .toBe(202);

    await test.step("three tries with the waits between them, then a dead letter with its reason", async () => {
      await page.goto("/webhooks/dead-letters?by=single");
      await fire("invoice.paid");
      const row = page.getByRole("table", { name: "Deliveries" }).getByRole("row", { name: /invoice\.paid/ });
      await expect(row).toContainText("500, retries used up", { timeout: 30_000 });
      await row.getByRole("link", { name: "invoice.paid" }).click();
      const drawer = page.getByRole("dialog", { name: "Delivery invoice.paid" });
      await expect(drawer).toContainText("Tried 3 times.");
      await expect(drawer.getByText("Request headers").first()).toBeVisible();
      await expect(drawer.getByText("webhook-signature").first()).toBeVisible();
      await expect(drawer.getByText("the ledger is closed").first()).toBeVisible();
      const [first, second, third] = failing.received.map(({ at }) => at);
      expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(990);
      expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(990);
      expect(new Set(failing.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    });

    await test.step("410 disables the destination at once and says so", async () => {
      await fire("charge.failed");
      await expect.poll(() => gone.received.length).toBe(1);
      await expect(async () => {
        await page.goto(gone410.page);
        await expect(page.getByText("It is disabled.")).toBeVisible({ timeout: 1_000 });
      }).toPass({ timeout: 15_000 });
      await fire("charge.failed");
      await page.goto("/webhooks/deliveries?state=held&range=all");
      await expect(page.getByRole("row", { name: /charge\.failed/ })).toContainText("destination disabled", {
        timeout: 15_000,
      });
      expect(gone.received).toHaveLength(1);
    });

    await test.step("after seven of ten failures the breaker opens, and what is due is held", async () => {
      for (let nth = 0; nth < 12; nth++) await fire("customer.updated");
      await expect(async () => {
        await page.goto(wobbly.page);
        await expect(page.getByRole("region", { name: "Breaker" })).toContainText(
          "Nothing is sent; what is due is held.",
          {
            timeout: 1_000,
          },
        );
      }).toPass({ timeout: 30_000 });
    });
  } finally {
    await Promise.all([failing.close(), gone.close(), down.close()]);
  }
});
