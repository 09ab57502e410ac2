import { randomBytes } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { createChannel } from "#lib/alerts/create-channel.ts";
import { ensureDefaultRules } from "#lib/alerts/ensure-default-rules.ts";
import { testChannel } from "#lib/alerts/test-channel.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { getChecklist } from "#lib/gates/queries.ts";
import { attestItem } from "#lib/gates/vouch.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { startSink } from "#lib/testing/sink.ts";
import { bucketOf } from "#lib/webhooks/ingest/route-match.ts";
import { designPayment, PAYMENT } from "../../../prisma/demo/payment.ts";
import { test, unique } from "../../fixtures.ts";
import { addRoute, chooseEnvironment, invite, makeDestination, makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

const GATE = `/integrations/${PAYMENT}/gates`;
const BODY_KEY = /"id":"(obj_[^"]+)"/;

/** What Interlock cannot see yet, said by an engineer: everything of this gate that a person has to vouch for. */
async function attestRest(engineer: Ctx, gate: "design" | "verification"): Promise<void> {
  const { items } = await getChecklist(engineer, PAYMENT);
  for (const { key, automatic, gates, blocks } of items)
    if (!automatic && blocks && gates.includes(gate))
      await attestItem(engineer, { slug: PAYMENT, key, reason: "Looked at together with the team, and written down." });
}

/** One rule a kind, told to a channel whose test arrived. */
async function proveAlerts(admin: Ctx, url: string): Promise<void> {
  const channel = await createChannel(admin, { kind: "webhook", name: "on-call bot", url });
  expect(await testChannel(admin, { id: channel.id })).toMatchObject({ outcome: "delivered" });
  await ensureDefaultRules(admin, { channelIds: [channel.id] });
}

async function expectItem(page: Page, gate: "design" | "verification", wording: string, state: RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(`/integrations/${PAYMENT}/checklist?gate=${gate}`);
    const row = page.getByRole("table", { name: "Checklist items" }).getByRole("row", { name: wording });
    await expect(row.getByRole("cell").nth(1)).toHaveText(state, { timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
}

async function expectTraffic(page: Page, says: RegExp): Promise<void> {
  await expect(async () => {
    await page.goto(GATE);
    await expect(page.getByRole("region", { name: "Live traffic" })).toContainText(says, { timeout: 1_000 });
  }).toPass({ timeout: 20_000 });
}

test("facts prove the items, somebody of ops decides, and live traffic goes from parked over canary to live", async ({
  page,
  browser,
  signIn,
  workspace,
}) => {
  test.setTimeout(240_000);
  const admin = await signIn("admin");
  const [engineer, colleague] = [await workspace.as("engineer"), await workspace.as("engineer")];
  const provider = await startSink(({ headers }) => ({ status: headers.authorization ? 200 : 401 }));
  const sink = await startSink();
  const guests = await browser.newContext();
  const rosa = await guests.newPage();
  const secret = makeSecret();
  const ids = () => sink.received.map(({ body }) => BODY_KEY.exec(body.toString())?.[1]);
  try {
    const rosaId = await invite(page, rosa, "ops");
    const ops: Ctx = {
      ...admin,
      actor: { kind: "user", id: rosaId, role: "ops", label: "Rosa Adler" },
      traceId: randomBytes(16).toString("hex"),
      log: makeLogger("test"),
    };
    await designPayment({ admin, engineer, colleague, ops }, provider.url);

    await test.step("a bake time of zero lets this test open full traffic without a day of waiting", async () => {
      await page.goto("/settings/policies");
      await page.getByLabel("Bake time, seconds").fill("-1");
      await page.getByRole("button", { name: "Save the policies" }).click();
      await expect(page.getByLabel("Bake time, seconds")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("Bake time, seconds")).toHaveValue("-1");
      await page.getByLabel("Bake time, seconds").fill("0");
      await page.getByRole("button", { name: "Save the policies" }).click();
      await expect(page.getByText("The policies are saved.")).toBeVisible();
    });

    await test.step("items pass when the fact appears, and open when it goes", async () => {
      await expectItem(page, "design", "Error handling planned", /Open|No data|Failed/);
      const source = await makeSource(page, { name: "stripe test", secret, integration: PAYMENT });
      await makeDestination(page, { name: "billing test", url: sink.url, integration: PAYMENT });
      await addRoute(page, source, "billing test");
      for (const wording of ["Webhook handling designed", "Idempotency strategy defined", "Error handling planned"])
        await expectItem(page, "design", wording, /Passed/);
      await page.goto(source.page);
      await page.getByRole("button", { name: "Turn off" }).click();
      await expect(page.getByRole("button", { name: "Turn on" })).toBeVisible();
      await expectItem(page, "design", "Webhook handling designed", /Open|Failed|Regressed/);
      await page.goto(source.page);
      await page.getByRole("button", { name: "Turn on" }).click();
      await expectItem(page, "design", "Webhook handling designed", /Passed/);
      await page.getByRole("link", { name: "Webhook handling designed" }).click();
      const drawer = page.getByRole("dialog", { name: /PAY-ARC-2/ });
      await expect(drawer.getByRole("table", { name: "Expected and observed" })).toBeVisible();
      await expect(drawer.getByRole("region", { name: "Evidence" })).toContainText(/to passed/i);
    });

    await test.step("the gate says what blocks it, and cannot be decided before", async () => {
      await rosa.goto(GATE);
      await expect(rosa.getByRole("heading", { level: 2 }).first()).toContainText(
        /Blocked by \d+ of \d+ required items/,
      );
      const approve = rosa.getByRole("button", { name: "Approve the design" });
      await expect(approve).toHaveAttribute("aria-disabled", "true");
      await expect(rosa.getByRole("table", { name: "Blocking items" })).toContainText("API contracts defined");
    });

    await test.step("an item that nothing can observe is attested on its page; ops approve what others wrote", async () => {
      await page.goto(`/integrations/${PAYMENT}/checklist?gate=design&item=GPRE-DOC-2`);
      const drawer = page.getByRole("dialog", { name: /GPRE-DOC-2/ });
      await drawer.getByRole("button", { name: "Attest" }).click();
      const dialog = page.getByRole("dialog", { name: "Attest: API contracts defined" });
      await dialog.getByLabel("What you looked at").fill("short");
      await dialog.getByRole("button", { name: "Attest" }).click();
      await expect(dialog.getByLabel("What you looked at")).toHaveAttribute("aria-invalid", "true");
      await dialog.getByLabel("What you looked at").fill("The schemas of September are agreed with Billing.");
      await dialog.getByRole("button", { name: "Attest" }).click();
      await expect(drawer.getByRole("heading", { name: "API contracts defined" }).locator("..")).toContainText(
        "Passed",
      );
      await attestRest(engineer, "design");
      await page.goto(GATE);
      await expect(page.getByText(/You attested GPRE-DOC-2/)).toBeVisible();
      await rosa.goto(GATE);
      await rosa.getByLabel("Comment").fill("Read with Mina.");
      await rosa.getByRole("button", { name: "Approve the design" }).click();
      await expect(rosa.getByText("Live traffic").first()).toBeVisible();
      await expectTraffic(rosa, /Parked/);
    });

    let liveSource = "";
    let fire: (id: string) => Promise<number> = async () => 0;
    const objects = [0, 1, 2, 3, 4, 5].map((nth) => pick(nth < 2));
    await test.step("the drill proves the test source; meanwhile live events are taken, parked and counted", async () => {
      await page.goto(`/integrations/${PAYMENT}/drills`);
      await page.getByRole("button", { name: "Run webhook suite" }).click();
      await expect(page.getByText(/of 7 steps/)).toBeVisible();
      await chooseEnvironment(page, "live");
      const live = await makeSource(page, { name: "stripe live", secret, integration: PAYMENT });
      liveSource = live.page;
      fire = async (id) =>
        (await send(live.url, signStripe(stripeEvent(unique("evt"), "invoice.paid", { id }), { secret }))).status;
      await makeDestination(page, { name: "billing live", url: sink.url, integration: PAYMENT, atOnce: "1" });
      await addRoute(page, live, "billing live");
      sink.received.length = 0;
      for (const id of objects) await expect.poll(() => fire(id)).toBe(202);
      await page.goto("/webhooks/deliveries?range=all");
      await expect(page.getByRole("heading", { level: 1 })).toContainText("is parked; 6 deliveries are waiting");
      await page.goto(`/integrations/${PAYMENT}/drills`);
      await expect(page.getByText(/7 of 7 steps/)).toBeVisible({ timeout: 90_000 });
      await expect(page.getByRole("table", { name: "Drill runs" })).toContainText("7 of 7 passed");
      await expectItem(page, "verification", "Webhook testing complete", /Passed/);
      expect(ids()).toEqual([]);
    });

    await test.step("what is left is proven, reviewed and attested; then the canary opens for its share", async () => {
      await proveAlerts(admin, sink.url);
      await attestRest(engineer, "verification");
      await rosa.goto(`/integrations/${PAYMENT}/design/review`);
      await rosa.getByRole("button", { name: "Start it" }).click();
      await rosa
        .getByLabel("What was looked at, and what was found")
        .fill("Signatures, secrets and scopes. Nothing open.");
      await rosa.getByRole("button", { name: "End the review" }).click();
      await expect(rosa.getByRole("article")).toContainText("Passed");
      await expectItem(rosa, "verification", "Security review passed", /Passed/);
      sink.received.length = 0;
      await rosa.goto(`${GATE}?gate=verification`);
      await rosa.getByRole("button", { name: "Approve canary" }).click();
      await expectTraffic(rosa, /Canary/);
      await expect.poll(ids, { timeout: 20_000 }).toEqual(objects.slice(0, 2));
      await expect(rosa.getByRole("link", { name: "4 deliveries" }).first()).toBeVisible();
    });

    await test.step("full traffic lets the rest flow, in order, and what comes later at once", async () => {
      await rosa.getByRole("button", { name: "Approve full traffic" }).click();
      await expect.poll(ids, { timeout: 20_000 }).toEqual(objects);
      await expectTraffic(rosa, /Live/);
      expect(await fire("obj_later")).toBe(202);
      await expect.poll(ids, { timeout: 20_000 }).toEqual([...objects, "obj_later"]);
    });

    await test.step("a fact that falls back opens the gate again, and says until when traffic flows", async () => {
      await page.goto(liveSource);
      await page.getByRole("button", { name: "Turn off" }).click();
      await expectItem(page, "design", "Webhook handling designed", /Regressed|Failed|Open/);
      await page.goto(`${GATE}?gate=design`);
      await expect(page.getByText("This gate regressed.")).toBeVisible();
      await expect(page.getByText(/A gate fell back: traffic parks at/)).toBeVisible();
    });
  } finally {
    await guests.close();
    await Promise.all([provider.close(), sink.close()]);
  }
});

/** An object's id that falls into the first canary's share, or one that does not. */
function pick(inShare: boolean): string {
  for (;;) {
    const id = unique("obj").replace("-", "_");
    if (bucketOf(id) < 10 === inShare) return id;
  }
}
