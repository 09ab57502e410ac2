import { expect, test } from "vitest";
import { readForm } from "./read-form.ts";

function form(...pairs: [string, string][]): FormData {
  const data = new FormData();
  for (const [name, value] of pairs) data.append(name, value);
  return data;
}

test("a form becomes a plain object: lists, nesting, nothing of the framework", () => {
  const read = readForm(
    form(["name", "a"], ["tag", "x"], ["tag", "y"], ["only[]", "z"], ["retry.first", "1"], ["$ACTION_ID_7", "q"]),
  );
  expect(read).toEqual({ name: "a", tag: ["x", "y"], only: ["z"], retry: { first: "1" } });
});

test.each(["__proto__.polluted", "constructor.prototype.polluted", "a.__proto__", "a..b", "a.b.c.d.e.f.g.h.i"])(
  "refuses the field name %s",
  (name) => {
    expect(() => readForm(form([name, "yes"]))).toThrow("not allowed");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  },
);

test("refuses a field that stands under another", () => {
  expect(() => readForm(form(["a", "1"], ["a.b", "2"]))).toThrow("under another");
  expect(() => readForm(form(["a.b", "2"], ["a", "1"]))).toThrow("two ways");
});
