import { expect, test } from "vitest";
import { mergeParams, paramsOf } from "./read-request.ts";

test("an address without parameters leaves the body as it is", () => {
  expect(mergeParams(paramsOf(undefined), { name: "a" })).toEqual({ name: "a" });
});

test("what the address says is not said again by the body", () => {
  expect(mergeParams(paramsOf({ id: "1" }), { name: "a" })).toEqual({ id: "1", name: "a" });
  expect(() => mergeParams({ id: "1" }, { id: "2" })).toThrow(/Leave out id/);
});
