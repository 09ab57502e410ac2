import { expect } from "@playwright/test";
import { test } from "../fixtures.ts";
import { PAGES } from "../routes.ts";
import { ADMIN } from "../start-product.ts";

const PLAIN = PAGES.filter((path) => !/nobody-has-this|01993000/.test(path));
const OF_THE_DEMO = [
  "",
  "/design",
  "/systems",
  "/checklist",
  "/gates",
  "/drills",
  "/webhooks",
  "/connections",
  "/flags",
  "/activity",
  "/settings",
  "/design/versions",
  "/design/decisions",
  "/design/errors",
  "/design/review",
].map((tab) => `/integrations/stripe-subscriptions${tab}`);

const ALL = [...PLAIN, ...OF_THE_DEMO];
/** A part is short enough to be repeated when a busy machine lets it run out of time. */
const PART = 10;
const PARTS = Array.from({ length: Math.ceil(ALL.length / PART) }, (_, nth) => ALL.slice(nth * PART, (nth + 1) * PART));

for (const [name, width, scheme] of [
  ["wide and light", 1280, "light"],
  ["narrow and dark", 390, "dark"],
] as const)
  for (const [nth, paths] of PARTS.entries())
    test(`every page of the demo is whole, ${name}, part ${nth + 1} of ${PARTS.length}`, async ({
      page,
      accessible,
    }) => {
      test.setTimeout(180_000);
      await page.setViewportSize({ width, height: 844 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.goto("/sign-in");
      await page.getByLabel(/e-?mail/i).fill(ADMIN.email);
      await page.getByLabel(/password/i).fill(ADMIN.password);
      await page.getByRole("button", { name: /sign in/i }).click();
      await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
      for (const path of paths) {
        const response = await page.goto(path);
        expect(response?.status(), path).toBe(200);
        await expect(page.locator("h1").first(), path).toBeVisible();
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
        await test.step(`axe ${path}`, () => accessible(page));
      }
    });
