import { expect, test } from "vitest";
import { diff } from "./diff.ts";

test("only what differs is shown, leaf by leaf", () => {
  const before = { role: "viewer", retry: { first: 1, list: [1, 2] }, same: true };
  const after = { role: "admin", retry: { first: 1, list: [1, 2, 3] }, same: true, added: "x" };
  expect(diff(before, after)).toEqual([
    { path: "role", before: "viewer", after: "admin" },
    { path: "retry.list", before: "[1,2]", after: "[1,2,3]" },
    { path: "added", before: null, after: "x" },
  ]);
});

test("a creation has no before, a deletion no after, nothing is nothing", () => {
  expect(diff(null, { a: 1 })).toEqual([{ path: "a", before: null, after: "1" }]);
  expect(diff({ a: 1 }, null)).toEqual([{ path: "a", before: "1", after: null }]);
  expect(diff(null, undefined)).toEqual([]);
});
