import { describe, expect, test } from "vitest";
import { isOwnOrigin, safeNext } from "./origin.ts";

describe("the Origin of a write", () => {
  test("is the one of PUBLIC_URL", () => {
    expect(isOwnOrigin("https://interlock.example/", "https://interlock.example")).toBe(true);
    expect(isOwnOrigin("https://interlock.example", "http://interlock.example")).toBe(false);
    expect(isOwnOrigin("https://interlock.example", "https://interlock.example.evil.test")).toBe(false);
  });

  test("may be any loopback name when PUBLIC_URL is one, on the same port", () => {
    expect(isOwnOrigin("http://127.0.0.1:3000", "http://localhost:3000")).toBe(true);
    expect(isOwnOrigin("http://localhost:3000", "http://127.0.0.1:3000")).toBe(true);
    expect(isOwnOrigin("http://127.0.0.1:3000", "http://localhost:3001")).toBe(false);
    expect(isOwnOrigin("https://interlock.example", "http://localhost:3000")).toBe(false);
  });

  test("is refused when it is missing or null", () => {
    expect(isOwnOrigin("http://127.0.0.1:3000", null)).toBe(false);
    expect(isOwnOrigin("http://127.0.0.1:3000", "null")).toBe(false);
  });
});

test.each([
  "//evil.test",
  "https:evil.test",
  "https://evil.test",
  "/\\evil.test",
  "\\/evil.test",
  "/\t/evil.test",
  "/\n/evil.test",
  "javascript:alert(1)",
  "evil.test",
  "",
  null,
  "/sign-in?next=/sign-in",
  "/api/auth/signout",
])("after sign-in %j leads home", (next) => {
  expect(safeNext(next)).toBe("/");
});

test("after sign-in a page of ours is opened with its search", () => {
  expect(safeNext("/webhooks/events?type=a%2Fb&cursor=x")).toBe("/webhooks/events?type=a%2Fb&cursor=x");
});
