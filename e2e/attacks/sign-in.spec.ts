import { expect } from "@playwright/test";
import { address, test, unique } from "../fixtures.ts";

const isSession = (cookies: { name: string; value: string }[]) =>
  cookies.some(({ name, value }) => name.includes("interlock-session") && value !== "");

test("B60: whatever address is asked for after sign-in, the way leads home", async ({ request }) => {
  for (const next of [
    "//evil.example",
    "https:evil.example",
    "/\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
  ])
    for (const name of ["next", "callbackUrl"]) {
      const response = await request.get(`${address.web}/sign-in?${name}=${encodeURIComponent(next)}`);
      expect(response.status()).toBe(200);
      const value = /name="next"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="next"/.exec(await response.text());
      expect(value?.[1] ?? value?.[2] ?? "/", `${name}=${next}`).toMatch(/^\/(?![/\\])/);
    }
});

test("B61: a callback without state, with a made-up one, or with another browser's, signs nobody in", async ({
  playwright,
}) => {
  const callback = `${address.web}/api/auth/callback/oidc`;
  const begin = async () => {
    const browser = await playwright.request.newContext();
    const { csrfToken } = (await (await browser.get(`${address.web}/api/auth/csrf`)).json()) as { csrfToken: string };
    const response = await browser.post(`${address.web}/api/auth/signin/oidc`, {
      form: { csrfToken, callbackUrl: address.web, json: "true" },
      headers: { origin: address.web },
    });
    const { url } = (await response.json()) as { url: string };
    return { browser, state: new URL(url).searchParams.get("state") ?? "" };
  };
  const [mine, theirs] = [await begin(), await begin()];
  expect(mine.state.length).toBeGreaterThan(20);
  for (const search of [
    "code=x",
    "code=x&state=",
    "code=x&state=made-up",
    `code=x&state=${theirs.state}`,
    `code=x&state=${mine.state}`,
    // The same state again: its cookie went with the first use.
    `code=x&state=${mine.state}`,
    `state=${mine.state}`,
  ]) {
    const response = await mine.browser.get(`${callback}?${search}`, { maxRedirects: 0 });
    expect([302, 303, 307, 400], search).toContain(response.status());
    if (response.status() !== 400)
      expect(response.headers()["location"], search).toMatch(/\/(sign-in|api\/auth\/error)\?/);
    expect(isSession((await mine.browser.storageState()).cookies), search).toBe(false);
  }
  const other = await mine.browser.get(`${address.web}/api/auth/callback/github?code=x&state=${mine.state}`, {
    maxRedirects: 0,
  });
  expect(other.status()).toBeGreaterThanOrEqual(300);
  expect(isSession((await mine.browser.storageState()).cookies)).toBe(false);
  for (const { browser } of [mine, theirs]) await browser.dispose();
});

test("B62: what a provider sends as its error is shown as one of our own sentences", async ({ request }) => {
  const evil = `<img src=x onerror=alert(1)>${unique("said")}`;
  const callback = await request.get(
    `${address.web}/api/auth/callback/oidc?error=${encodeURIComponent(evil)}&error_description=${encodeURIComponent(evil)}`,
  );
  expect(await callback.text()).not.toContain("<img src=x");
  for (const error of [evil, "constructor", "__proto__", "toString", "AccessDenied"]) {
    const response = await request.get(`${address.web}/sign-in?error=${encodeURIComponent(error)}`);
    expect(response.status(), error).toBe(200);
    const text = await response.text();
    expect(text).toContain("Single sign-on");
    expect(text).not.toContain("<img src=x");
  }
});

test("B57: sign-in with a body that is no form ends in a refusal", async ({ request }) => {
  for (const [type, data] of [
    ["application/json", "{"],
    ["multipart/form-data; boundary=x", "--x\r\nbroken"],
    ["application/x-www-form-urlencoded", "%".repeat(1_000)],
  ] as const) {
    const response = await request.post(`${address.web}/sign-in`, {
      headers: { origin: address.web, "content-type": type },
      data,
    });
    expect(await response.text()).not.toMatch(/node_modules|at .*\(.*:\d+:\d+\)/);
  }
});
