import { describe, expect, test } from "vitest";
import { parseEnv } from "./env.ts";

const problem = (source: Record<string, string>) => {
  try {
    parseEnv(source);
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe("the environment", () => {
  test("has a default for everything", () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      PORT: 3000,
      GATEWAY_PORT: 3001,
      HOST: "127.0.0.1",
      PUBLIC_URL: "http://127.0.0.1:3000",
      GATEWAY_PUBLIC_URL: "http://127.0.0.1:3001",
    });
  });

  test("derives the public addresses from the ports", () => {
    expect(parseEnv({ PORT: "4000", GATEWAY_PORT: "4001" })).toMatchObject({
      PUBLIC_URL: "http://127.0.0.1:4000",
      GATEWAY_PUBLIC_URL: "http://127.0.0.1:4001",
    });
    expect(parseEnv({ PUBLIC_URL: "https://x.example/" }).PUBLIC_URL).toBe("https://x.example");
  });

  test.each([
    ["PORT", "eighty"],
    ["PORT", "70000"],
    ["DATABASE_URL", "mysql://x"],
    ["INTERLOCK_KEYS", "nonsense"],
    ["INTERLOCK_ADMIN_EMAIL", "not an address"],
    ["INTERLOCK_DEMO", "yes"],
    ["SMTP_URL", "http://mail"],
    ["PUBLIC_URL", "ftp://x"],
    ["INTERLOCK_PORT", "3000"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "all"],
  ])("names %s when it is %s", (name, value) => {
    expect(problem({ [name]: value })).toContain(name);
  });

  test("wants single sign-on whole: one line names what is missing", () => {
    const all = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "interlock", OIDC_CLIENT_SECRET: "secret" };
    expect(problem(all)).toBe("");
    expect(problem({})).toBe("");
    const { OIDC_CLIENT_SECRET: _, ...half } = all;
    expect(problem(half)).toMatch(/^OIDC_CLIENT_SECRET: missing\. .* you gave OIDC_ISSUER, OIDC_CLIENT_ID\.$/);
    expect(problem({ OIDC_NAME: "Acme" }).split("\n")).toHaveLength(1);
    expect(problem({ OIDC_NAME: "Acme" })).toContain("OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: missing");
  });

  test("says all problems at once, one line each", () => {
    expect(problem({ PORT: "x", DATABASE_URL: "x" }).split("\n")).toHaveLength(2);
  });
});
