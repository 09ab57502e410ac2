import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeKey, parseKeys } from "./keys.ts";
import { keyIdOf, rewrap, seal, secretHint, unseal } from "./seal.ts";

const ring = parseKeys(`${makeKey("k2")},${makeKey("k1")}`);
const place = { table: "credential", field: "sealed", rowId: "row", workspaceId: "workspace" };

describe("a sealed value", () => {
  test("opens where it was sealed, whatever it says", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        (text) => unseal(seal(text.toWellFormed(), place, ring), place, ring) === text.toWellFormed(),
      ),
    );
  });

  test.each(["table", "field", "rowId", "workspaceId"] as const)("stays shut in another %s", (part) => {
    expect(() => unseal(seal("secret", place, ring), { ...place, [part]: "other" }, ring)).toThrow();
  });

  test("stays shut when any byte was changed", () => {
    const envelope = seal("secret", place, ring);
    for (let at = 0; at < envelope.length; at++) {
      const broken = Buffer.from(envelope);
      broken[at] = (broken[at] ?? 0) ^ 1;
      expect(() => unseal(broken, place, ring), `byte ${at}`).toThrow();
    }
  });

  test("never looks the same twice and never shows its text", () => {
    const [a, b] = [seal("sk_live_secret", place, ring), seal("sk_live_secret", place, ring)];
    expect(a.equals(b)).toBe(false);
    expect(a.includes("sk_live_secret")).toBe(false);
  });

  test("moves to the current key without being opened", () => {
    const old = parseKeys(
      [...ring.keys]
        .reverse()
        .map(([kid, key]) => `${kid}:${key.toString("base64")}`)
        .join(","),
    );
    const moved = rewrap(seal("secret", place, old), place, ring);
    expect(keyIdOf(moved)).toBe("k2");
    expect(unseal(moved, place, ring)).toBe("secret");
  });

  test("says which key is missing", () => {
    expect(() => unseal(seal("secret", place, parseKeys(makeKey("gone"))), place, ring)).toThrow(
      'The key "gone" is not in INTERLOCK_KEYS',
    );
  });
});

test("a hint shows four characters of a long secret and none of a short one", () => {
  expect(secretHint("sk_live_1234567890").lastFour).toBe("7890");
  expect(secretHint("short").lastFour).toBe("");
});
