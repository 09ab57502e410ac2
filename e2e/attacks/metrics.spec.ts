import { expect } from "@playwright/test";
import { address, test } from "../fixtures.ts";

test("without a token of their own nobody reads the web process' metrics, however the call claims to be local", async ({
  request,
}) => {
  const claims: Record<string, string>[] = [
    {},
    { authorization: "Bearer undefined" },
    { "x-forwarded-for": "127.0.0.1" },
  ];
  for (const headers of claims)
    expect((await request.get(`${address.web}/api/metrics`, { headers })).status()).toBe(404);
});

test("with its token a scraper reads who signed in and who was refused, and nobody's name", async ({
  page,
  request,
}) => {
  const read = async () => {
    const answer = await request.get(`${address.web}/api/metrics`, {
      headers: { authorization: `Bearer ${process.env["METRICS_TOKEN"]}` },
    });
    expect(answer.status()).toBe(200);
    return answer.text();
  };
  const refused = (text: string) =>
    Number(/^icr_login_attempts_total\{outcome="refused"\} (\d+)$/m.exec(text)?.[1] ?? 0);
  const before = refused(await read());
  await page.goto("/sign-in");
  await page.getByLabel(/e-?mail/i).fill("nobody-at-all@example.test");
  await page.getByLabel(/password/i).fill("a wrong password");
  await page.getByRole("button", { name: /sign in/i }).click();
  await expect(page.getByText("E-mail and password do not match.").first()).toBeVisible();
  const text = await read();
  expect(refused(text)).toBeGreaterThan(before);
  expect(text).toMatch(/^icr_build_info\{version="[\d.]+"\} 1$/m);
  expect(text).toMatch(/^icr_db_pool_connections\{pool="web",state="open"\} [1-9]/m);
  expect(text).not.toContain("nobody-at-all");
});

test("the gateway's metrics are for this machine, and a proxy on it is another one", async ({ request }) => {
  const direct = await request.get(`${address.gateway}/metrics`);
  expect(await direct.text()).toContain("icr_build_info");
  const headers = { "x-forwarded-for": "203.0.113.9" };
  expect((await request.get(`${address.gateway}/metrics`, { headers })).status()).toBe(404);
});
