import { randomBytes } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import type { Role } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { openDatabase } from "#lib/db/client.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { sessionCookie } from "#lib/testing/sign-in.ts";

/** Where the running product is; e2e/start-product.ts says it. */
export const address = {
  get web() {
    return read("BASE_URL");
  },
  get gateway() {
    return read("GATEWAY_URL");
  },
};

function read(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; e2e/start-product.ts sets it.`);
  return value;
}

type Fixtures = {
  workspace: TestWorkspace;
  /** Signs a new member of the test's workspace in on this context, without the form. */
  signIn: (role: Role, context?: BrowserContext) => Promise<Ctx>;
  /** Fails the test when the page logged an error, threw, or broke the content policy. */
  quietConsole: undefined;
  accessible: (page: Page) => Promise<void>;
};

export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(address.web),

  workspace: async ({}, use) => {
    openDatabase("test");
    await use(await makeWorkspace());
  },

  signIn: async ({ workspace, context }, use) => {
    await use(async (role, into = context) => {
      const ctx = await workspace.as(role);
      const cookie = await sessionCookie(ctx.actor.id);
      await into.addCookies([{ ...cookie, url: address.web, httpOnly: true, sameSite: "Lax" }]);
      return ctx;
    });
  },

  quietConsole: [
    async ({ context }, use) => {
      const problems: string[] = [];
      const watch = (page: Page) => {
        page.on("console", (message) => {
          // Pages of others (the tests' identity provider) are not ours to mend.
          if (!page.url().startsWith(address.web)) return;
          // A refused request is often what the test is about; the browser logs each as an error.
          if (
            message.type() === "error" &&
            !/Failed to load resource: the server responded with a status of (4\d\d|503)/.test(message.text())
          )
            problems.push(message.text());
        });
        page.on("pageerror", (error) => problems.push(String(error)));
      };
      context.pages().forEach(watch);
      context.on("page", watch);
      await use(undefined);
      expect(problems, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],

  accessible: async ({}, use) => {
    await use(async (page) => {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
        .analyze();
      const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
      expect(
        serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`),
      ).toEqual([]);
    });
  },
});

export function unique(word: string): string {
  return `${word}-${randomBytes(4).toString("hex")}`;
}
