import { expect } from "@playwright/test";
import { db } from "#lib/db/client.ts";
import { saveSection } from "#lib/designs/save-section.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { storeEvents } from "#lib/testing/deliveries.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute } from "#lib/webhooks/write-route.ts";
import { test, unique } from "../fixtures.ts";

const EVIL = '</script><img src=x onerror="window.ran=1"><!--{{7*7}}${7*7}';
const MARKDOWN = [
  "[one](javascript:window.ran=1) [two](JaVaScRiPt:window.ran=1) [three](data:text/html,<script>window.ran=1</script>)",
  "![four](x) <img src=x onerror=window.ran=1> <script>window.ran=1</script> <iframe srcdoc='<script>1</script>'></iframe>",
  "<a href='vbscript:x' onclick='window.ran=1'>five</a> [six](//evil.example) <style>*{display:none}</style>",
].join("\n\n");

test("B66, B67: what strangers and colleagues write is text: in names, in Markdown and in payloads", async ({
  page,
  signIn,
}) => {
  test.setTimeout(120_000);
  page.on("dialog", (dialog) => {
    throw new Error(`A dialog opened: ${dialog.message()}`);
  });
  const admin = await signIn("admin");
  const slug = unique("inert");
  await startIntegration(admin, { name: EVIL, slug, kind: "payment", description: EVIL });
  const document = await db().designDocument.findFirstOrThrow({ where: { workspaceId: admin.workspaceId } });
  const section = await db().designSection.findFirstOrThrow({
    where: { documentId: document.id },
    orderBy: { position: "asc" },
  });
  await saveSection(admin, { slug, key: section.key, body: MARKDOWN, fields: {}, baseRevision: section.revision });
  await defineFlag(admin, { key: unique("f"), type: "release", description: EVIL });
  const environment = "test";
  const source = await createSource(admin, {
    name: EVIL,
    environment,
    preset: "stripe",
    secrets: ["whsec_0123456789"],
  });
  const destination = await createDestination(admin, { name: EVIL, environment, url: "http://127.0.0.1:9/x" });
  const route = await createRoute(admin, { sourceId: source.id, destinationId: destination.id, eventTypes: ["*"] });
  const [stored] = await storeEvents(
    {
      workspaceId: admin.workspaceId,
      sourceId: source.id,
      routeId: route.id,
      destinationId: destination.id,
      integrationId: null,
      environment,
      secret: "",
    },
    {
      body: () => Buffer.from(JSON.stringify({ id: "evt_1", note: EVIL, [EVIL]: [EVIL] })),
      type: EVIL,
      delivery: { nextAttemptAt: new Date(Date.now() + 86_400_000), lastError: EVIL },
    },
  );
  const harmless = async (path: string) => {
    await page.goto(path);
    await expect(page.locator("h1").first(), path).toBeVisible();
    expect(await page.evaluate(() => Reflect.get(window, "ran")), path).toBeUndefined();
    expect(
      await page.locator("main img[src='x'], main iframe, main style, main [onerror], main [onclick]").count(),
      path,
    ).toBe(0);
    const links = await page.locator("main a").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    expect(
      links.filter((href) => /^\s*(javascript|data|vbscript):/i.test(href)),
      path,
    ).toEqual([]);
  };
  await harmless(`/integrations/${slug}`);
  await expect(page.getByText("{{7*7}}").first()).toBeVisible();
  await harmless(`/integrations/${slug}/design`);
  await harmless("/flags");
  await harmless("/webhooks/events");
  await harmless(`/webhooks/events?event=${stored?.eventId}`);
  await expect(page.getByText("{{7*7}}").first()).toBeVisible();
  await harmless("/webhooks/deliveries");
  await harmless(`/webhooks/destinations/${destination.id}`);
});
