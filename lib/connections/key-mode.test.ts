import { expect, test } from "vitest";
import { keyModeOf } from "./key-mode.ts";

test("a key's mode is read from the prefix that its provider gives it", () => {
  for (const key of ["sk_test_4eC39", "rk_test_x", "pdl_sdbx_apikey_1", "test_abc", "acme-sandbox-123"])
    expect(keyModeOf(key), key).toBe("test");
  for (const key of ["sk_live_4eC39", "pk_live_x", "pdl_live_apikey_1", "prod-123", "acme_live_9"])
    expect(keyModeOf(key), key).toBe("live");
  for (const key of ["ghp_16C7e42F292c6912E7710c838347Ae178B4a", "AKIAIOSFODNN7EXAMPLE", "latest", "deliver"])
    expect(keyModeOf(key), key).toBe("unmarked");
});
