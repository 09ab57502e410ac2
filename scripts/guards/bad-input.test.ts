import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { BAD_CALLS } from "./bad-calls.ts";
import { type BadInput, checkBadInput, titlesOf } from "./bad-input.ts";
import { BAD_REQUESTS } from "./bad-requests.ts";
import { parseSource, readSources } from "./source.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

test("every bad input has a test that is there, or a reason why it cannot happen", () => {
  expect(checkBadInput([...BAD_REQUESTS, ...BAD_CALLS], readSources(root))).toEqual([]);
});

describe("the guard catches its fixtures", () => {
  const source = parseSource(
    "lib/a.test.ts",
    'describe("d", () => { test.each([["x", 1]])("%s is refused", () => {}); it(`b ${1} c`, async () => {}); });\ntest.describe("no test", () => {}); test.step("no test either", () => {});',
  );
  const row = (more: { proofs: readonly (readonly [string, string])[] }): BadInput[] => [
    { id: "B1", input: "x", expected: "y", ...more },
  ];

  test("reads the titles of tests, and of nothing else", () => {
    expect(titlesOf(source)).toEqual(["%s is refused", "b ${} c"]);
  });
  test("a test that is there", () =>
    expect(checkBadInput(row({ proofs: [["lib/a.test.ts", "%s is refused"]] }), [source], 1)).toEqual([]));
  test("a title that is not there", () =>
    expect(checkBadInput(row({ proofs: [["lib/a.test.ts", "gone"]] }), [source], 1)).toHaveLength(1));
  test("a file that is not there", () =>
    expect(checkBadInput(row({ proofs: [["lib/b.test.ts", "%s is refused"]] }), [source], 1)).toHaveLength(1));
  test("a row without any proof", () => expect(checkBadInput(row({ proofs: [] }), [source], 1)).toHaveLength(1));
  test("a number that is missing, and one that stands twice", () => {
    expect(checkBadInput([], [source], 1)).toHaveLength(1);
    const one: BadInput = { id: "B1", input: "x", expected: "y", absent: "There is no such thing in this product." };
    expect(checkBadInput([one, one], [source], 1)).toHaveLength(1);
  });
  test("a reason that is none", () => {
    const none: BadInput = { id: "B1", input: "x", expected: "y", absent: "later" };
    expect(checkBadInput([none], [source], 1)).toHaveLength(1);
  });
});
