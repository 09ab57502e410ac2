import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { signGithub, signStandard, signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { test, unique } from "../../fixtures.ts";
import { makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

const inSeconds = (more: number) => Math.floor(Date.now() / 1000) + more;

test("what Stripe signs is taken once, and what is wrong stands in quarantine and says why", async ({
  page,
  signIn,
  accessible,
}) => {
  test.setTimeout(240_000);
  await signIn("admin");
  const [secret, next] = [makeSecret(), makeSecret()];
  const source = await makeSource(page, { name: "stripe", secret });
  const id = unique("evt");
  const event = stripeEvent(id, "invoice.paid", { amount: 1 });

  await test.step("202, then 200 for the same, then 409 for another body under the same id", async () => {
    await expect.poll(async () => (await send(source.url, signStripe(event, { secret }))).status).toBe(202);
    const again = await send(source.url, signStripe(event, { secret }));
    expect(again).toMatchObject({ status: 200, answer: { duplicate: true } });
    const changed = stripeEvent(id, "invoice.paid", { amount: 2 });
    expect((await send(source.url, signStripe(changed, { secret }))).status).toBe(409);
    await page.goto("/webhooks/events");
    const table = page.getByRole("table", { name: "Events" });
    await expect(table.getByRole("link", { name: "invoice.paid" })).toHaveCount(1);
    await table.getByRole("link", { name: "invoice.paid" }).click();
    const drawer = page.getByRole("dialog", { name: "Event invoice.paid" });
    await expect(drawer.getByText("1 request with the same id had another body.")).toBeVisible({ timeout: 15_000 });
    await expect(drawer.getByText(/The provider sent it 1 more time; it is stored once/)).toBeVisible();
    await accessible(page);
  });

  await test.step("a forged, an unsigned, an old and an early request are refused and kept with the reason", async () => {
    const other = stripeEvent("evt_other");
    const unsigned = { headers: { "content-type": "application/json" }, body: Buffer.from(other) };
    for (const request of [
      signStripe(other, { secret: makeSecret() }),
      unsigned,
      signStripe(other, { secret, atSeconds: inSeconds(-1_000) }),
      signStripe(other, { secret, atSeconds: inSeconds(1_000) }),
    ])
      expect((await send(source.url, request)).status).toBe(401);
    await page.goto("/webhooks/quarantine");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/5 requests were refused in test for 5 reasons/, {
      timeout: 15_000,
    });
    const table = page.getByRole("table", { name: "Refused requests" });
    for (const reason of [
      "Same id, other body",
      "Signature does not fit",
      "No signature",
      "Too old",
      "From the future",
    ])
      await expect(table.getByRole("link", { name: reason })).toBeVisible();
    await table.getByRole("link", { name: "Too old" }).click();
    const drawer = page.getByRole("dialog", { name: "Refused request: Too old" });
    await expect(drawer).toContainText(/The timestamp is .+ old; the limit is 5 min/);
    await expect(drawer.getByText("evt_other").first()).toBeVisible();
    await accessible(page);
  });

  await test.step("during a rotation both secrets verify, and the old one ends when it is told to", async () => {
    await page.goto(source.page);
    await page.getByRole("button", { name: "Add a secret" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a signing secret" });
    await dialog.getByRole("button", { name: "Add the secret" }).click();
    await expect(dialog.getByRole("textbox", { name: "New secret" })).toHaveAttribute("aria-invalid", "true");
    await dialog.getByLabel("New secret").fill(next);
    await dialog.getByRole("button", { name: "Add the secret" }).click();
    await expect(dialog).toBeHidden();
    const secrets = page.getByRole("table", { name: "Signing secrets" });
    await expect(secrets.getByRole("row")).toHaveCount(3);
    const verifies = async (with_: string) =>
      (await send(source.url, signStripe(stripeEvent(), { secret: with_ }))).status;
    await expect.poll(() => verifies(next)).toBe(202);
    expect(await verifies(secret)).toBe(202);
    await secrets
      .getByRole("row", { name: new RegExp(`…${secret.slice(-4).replace(/\W/g, "\\$&")}`) })
      .getByRole("button")
      .click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: /Retire|End/ })
      .click();
    await expect.poll(() => verifies(secret)).toBe(401);
    expect(await verifies(next)).toBe(202);
  });
});

test("GitHub's and Standard Webhooks' own libraries are understood", async ({ page, signIn }) => {
  test.setTimeout(240_000);
  await signIn("engineer");
  const secrets = { github: "a long secret of a repository", standard: makeSecret() };
  const github = await makeSource(page, { name: "repository", preset: "github", secret: secrets.github });
  const delivery = randomUUID();
  const opened = JSON.stringify({ action: "opened", issue: { number: 7 } });
  const hook = await signGithub(opened, { secret: secrets.github }, delivery, "issues");
  await expect.poll(async () => (await send(github.url, hook)).status).toBe(202);
  expect((await send(github.url, hook)).status).toBe(200);
  const forged = await signGithub(opened, { secret: "another" }, randomUUID(), "issues");
  expect((await send(github.url, forged)).status).toBe(401);

  const standard = await makeSource(page, { name: "partner", preset: "standard_webhooks", secret: secrets.standard });
  const payload = JSON.stringify({ type: "user.created", data: { id: "u_1" } });
  const message = signStandard(payload, { secret: secrets.standard }, unique("msg"));
  await expect.poll(async () => (await send(standard.url, message)).status).toBe(202);
  expect((await send(standard.url, message)).status).toBe(200);
  const early = signStandard(payload, { secret: secrets.standard, atSeconds: inSeconds(1_000) }, unique("msg"));
  expect((await send(standard.url, early)).status).toBe(401);

  await page.goto("/webhooks/events");
  const table = page.getByRole("table", { name: "Events" });
  await expect(table.getByRole("row", { name: /issues/ })).toContainText("repository");
  await expect(table.getByRole("row", { name: /user\.created/ })).toContainText("partner");
});
