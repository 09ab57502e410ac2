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

test("the gateway's metrics are for this machine, and a proxy on it is another one", async ({ request }) => {
  const direct = await request.get(`${address.gateway}/metrics`);
  expect(await direct.text()).toContain("icr_build_info");
  const headers = { "x-forwarded-for": "203.0.113.9" };
  expect((await request.get(`${address.gateway}/metrics`, { headers })).status()).toBe(404);
});
