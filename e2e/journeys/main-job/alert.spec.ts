import { execFile } from "node:child_process";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import { SMTPServer } from "smtp-server";
import { Webhook } from "standardwebhooks";
import { signStripe, stripeEvent } from "#lib/testing/signed-requests.ts";
import { startSink } from "#lib/testing/sink.ts";
import { test, unique } from "../../fixtures.ts";
import { readRoot } from "../../routes.ts";
import { addRoute, makeDestination, makeSource } from "./clicks.ts";
import { makeSecret, send } from "./send.ts";

/** A mail server that keeps what it is given. */
async function startMail(): Promise<{ port: number; letters: string[]; close: () => Promise<void> }> {
  const letters: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        letters.push(Buffer.concat(parts).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, letters, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

test("dead letters wake somebody, who takes it and repairs it; the audit log holds all of it and proves itself", async ({
  page,
  signIn,
  workspace,
  accessible,
}) => {
  test.setTimeout(240_000);
  const admin = await signIn("admin");
  const [bot, ledger, mail] = [await startSink(), await startSink(() => ({ status: 500 })), await startMail()];
  try {
    let signing = "";
    await test.step("a webhook channel and a mail channel are made, and each proves itself with a button", async () => {
      await page.goto("/alerts/channels/new");
      await page.getByLabel("Name").fill("on-call bot");
      await page.getByLabel("Address").fill("http://10.1.2.3/hook");
      await page.getByRole("button", { name: "Make channel" }).click();
      await expect(page.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByLabel("Name")).toHaveValue("on-call bot");
      await page.getByLabel("Address").fill(bot.url);
      await page.getByRole("button", { name: "Make channel" }).click();
      signing = (await page.getByRole("status").locator("code").textContent()) ?? "";
      await page.goto("/alerts/channels/new");
      await page.getByLabel("Kind").selectOption("email");
      await page.getByLabel("Name").fill("ops mail");
      await page.getByLabel("Goes to").fill("ops@example.test");
      await page.getByLabel("Mail server", { exact: true }).fill("127.0.0.1");
      await page.getByLabel("Port", { exact: true }).fill(String(mail.port));
      await page.getByRole("button", { name: "Make channel" }).click();
      await page.getByRole("link", { name: "To the channels" }).click();
      for (const name of ["on-call bot", "ops mail"]) {
        await page.getByRole("button", { name: `Test ${name}` }).click();
        await expect(page.getByRole("row", { name })).toContainText("Delivered", { timeout: 20_000 });
      }
      const [told] = bot.received;
      if (told === undefined) throw new Error("The webhook channel was not called.");
      new Webhook(signing).verify(told.body.toString(), told.headers as Record<string, string>);
      expect(mail.letters[0]).toContain("To: ops@example.test");
    });

    await test.step("a rule is made, and its runbook can be read", async () => {
      await page.goto("/alerts/rules/new");
      await page.getByLabel("Name").fill("Dead letters of today");
      await page.getByLabel("More than").fill("many");
      await page.getByLabel("Counts").selectOption("open");
      await page.getByRole("button", { name: "Make rule" }).click();
      await expect(page.getByLabel("More than")).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByText("Write a number.").first()).toBeVisible();
      await expect(page.getByLabel("More than")).toHaveValue("many");
      await expect(page.getByLabel("Counts")).toHaveValue("open");
      await page.getByLabel("More than").fill("0");
      await page.getByRole("button", { name: "Make rule" }).click();
      await expect(page.getByRole("row", { name: /Dead letters of today/ })).toContainText("on-call bot, ops mail");
    });

    await test.step("it fires, is taken with a note, and is over when the cause is gone", async () => {
      const secret = makeSecret();
      const source = await makeSource(page, { name: "stripe", secret });
      await makeDestination(page, { name: "ledger", url: ledger.url, retry: "1" });
      await addRoute(page, source, "ledger");
      const event = signStripe(stripeEvent(unique("evt")), { secret });
      await expect.poll(async () => (await send(source.url, event)).status).toBe(202);
      await page.goto("/alerts");
      const alert = page.getByRole("article", { name: "Dead letters of today" });
      await expect(alert).toBeVisible({ timeout: 60_000 });
      await alert.getByRole("button", { name: "Acknowledge Dead letters of today" }).click();
      const ask = page.getByRole("alertdialog", { name: "Take Dead letters of today?" });
      await ask.getByLabel("Note").fill("The ledger is being restarted");
      await accessible(page);
      await ask.getByRole("button", { name: "Acknowledge" }).click();
      await expect(alert).toContainText("The ledger is being restarted");
      await alert.getByRole("link", { name: "Read the runbook" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await page.goto("/webhooks/dead-letters");
      await page
        .getByRole("table", { name: "Dead letters by cause" })
        .getByRole("button", { name: "Discard" })
        .first()
        .click();
      const discard = page.getByRole("alertdialog");
      await discard.getByLabel("Reason").fill("Booked by hand");
      await discard.getByRole("button", { name: "Discard 1" }).click();
      await page.goto("/alerts");
      await expect(
        page
          .getByRole("table", { name: "Pending and recent alerts" })
          .getByRole("row", { name: /Dead letters of today/ }),
      ).toContainText("Resolved", { timeout: 60_000 });
      const said = () => bot.received.map(({ body }) => body.toString()).join("\n");
      await expect.poll(said, { timeout: 30_000 }).toMatch(/resolved/);
      expect(said()).toMatch(/firing[\s\S]*acknowledged[\s\S]*resolved/);
      await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(4);
    });

    await test.step("the audit log shows it, before and after, and its chain holds on the page and by the command", async () => {
      await page.goto("/audit");
      const rows = page.getByRole("table", { name: "Changes" });
      for (const action of ["alert.acknowledge", "alert_rule.create", "channel.create", "destination.create"])
        await expect(rows.getByRole("link", { name: action }).first()).toBeVisible();
      await expect(rows).toContainText(admin.actor.label);
      await page.getByRole("button", { name: "Verify the chain" }).click();
      await expect(page.getByText(/All \d+ rows hold/)).toBeVisible();
      const run = promisify(execFile);
      const { NODE_OPTIONS: _, ...inherited } = process.env;
      const { stdout } = await run("npm", ["run", "-s", "interlock", "--", "audit", "verify"], {
        cwd: readRoot("."),
        env: inherited,
      });
      expect(stdout).toContain(`ok     ${workspace.slug}: `);
      expect(stdout).not.toContain("BROKEN");
    });
  } finally {
    await Promise.all([bot.close(), ledger.close(), mail.close()]);
  }
});
