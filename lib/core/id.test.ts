import { describe, expect, test } from "vitest";
import { idFloor, idTime, isUuid, newId, randomToken, uuidText, uuidv7Bytes } from "./id.ts";

describe("an id", () => {
  test("is a version 7 UUID that carries its moment", () => {
    const before = Date.now();
    const id = newId();
    expect(isUuid(id)).toBe(true);
    expect(id[14]).toBe("7");
    expect("89ab").toContain(id[19]);
    expect(idTime(id).getTime()).toBeGreaterThanOrEqual(before);
    expect(idTime(id).getTime()).toBeLessThanOrEqual(Date.now() + 100);
  });

  test("sorts in the order it was made, also within one millisecond", () => {
    const ids = Array.from({ length: 20_000 }, () => newId());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("is never below the floor of its own moment", () => {
    const id = uuidText(uuidv7Bytes());
    expect(id >= idFloor(idTime(id))).toBe(true);
    expect(id < idFloor(new Date(idTime(id).getTime() + 1))).toBe(true);
  });
});

test("a token has 256 random bits after its prefix", () => {
  expect(Buffer.from(randomToken("ilk_").slice(4), "base64url")).toHaveLength(32);
});
