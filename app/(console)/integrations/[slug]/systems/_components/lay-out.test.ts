import { expect, test } from "vitest";
import { layOut } from "./lay-out.ts";

const columnOf = (boxes: { id: string; x: number }[], id: string) =>
  boxes.find((box) => box.id === id)?.x ?? Number.NaN;

test("what receives stands right of what sends", () => {
  const { boxes } = layOut(
    ["b", "a", "c"],
    [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ],
  );
  expect(columnOf(boxes, "a")).toBeLessThan(columnOf(boxes, "b"));
  expect(columnOf(boxes, "b")).toBeLessThan(columnOf(boxes, "c"));
});

test("a ring and a system without flows are laid out all the same, and no two boxes overlap", () => {
  const { boxes } = layOut(
    ["a", "b", "c", "d"],
    [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
      { from: "c", to: "a" },
    ],
  );
  expect(boxes).toHaveLength(4);
  expect(new Set(boxes.map((box) => `${box.x} ${box.y}`)).size).toBe(4);
});
