import { expect } from "@playwright/test";
import { address, test } from "../fixtures.ts";
import { PAGES } from "../routes.ts";

test("a session cookie opens nothing of the public API", async ({ signIn, context }) => {
  await signIn("admin");
  const response = await context.request.get(`${address.web}/api/v1/integrations`);
  expect(response.status()).toBe(401);
});

test("an address of nobody's answers like a missing one, for every page", async ({ signIn, page }) => {
  await signIn("admin");
  for (const path of PAGES.filter((candidate) => /nobody-has-this|01993000/.test(candidate))) {
    const response = await page.request.get(path);
    expect([404, 200], `${path} answered ${response.status()}`).toContain(response.status());
    expect(await response.text(), path).not.toMatch(/PrismaClient|at Object\.|node_modules/);
  }
});

const FORGED: Record<string, string>[] = [
  {},
  { origin: "null" },
  { origin: "https://evil.example" },
  { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
  { origin: "https://evil.example", "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
];

for (const headers of FORGED) {
  test(`a write with ${JSON.stringify(headers)} is refused`, async ({ signIn, context }) => {
    await signIn("admin");
    const response = await context.request.post(`${address.web}/settings/members`, {
      headers: { ...headers, "next-action": "0".repeat(42) },
      data: "[]",
    });
    expect(response.status()).toBe(403);
  });
}

test("every answer carries the header set, and the policy's nonce changes", async ({ request }) => {
  const [first, second] = [await request.get("/sign-in"), await request.get("/sign-in")];
  const headers = first.headers();
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["x-powered-by"]).toBeUndefined();
  const policy = headers["content-security-policy"] ?? "";
  for (const part of [
    "default-src 'none'",
    "'strict-dynamic'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part);
  expect(policy).not.toContain("unsafe-eval");
  expect(second.headers()["content-security-policy"]).not.toBe(policy);
});
