import { expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "./errors.ts";
import { parseInput } from "./mutation.ts";

const Form = z.object({
  name: z.string(),
  title: z.string().min(1),
  count: z.coerce.number(),
  days: z.number().int().min(0).max(90),
  mode: z.enum(["new", "open"]),
  to: z.email(),
  note: z.string().max(3),
  own: z.string().min(1, "Give it a name."),
});

function refusedFields(input: unknown): Record<string, string[]> | undefined {
  try {
    parseInput(Form, input);
  } catch (error) {
    if (error instanceof AppError) return error.fields;
  }
  return undefined;
}

test("what a schema refuses without words of its own is said in plain words, and its own words stay", () => {
  const input = { title: "", count: "many", days: -1, mode: "old", to: "ada", note: "four", own: "" };
  expect(refusedFields(input)).toEqual({
    name: ["Fill this in."],
    title: ["Fill this in."],
    count: ["Write a number."],
    days: ["At least 0."],
    mode: ["Choose one of new, open."],
    to: ["Write an address such as ada@example.com."],
    note: ["At most 3 characters."],
    own: ["Give it a name."],
  });
  expect(refusedFields({ ...input, days: 91 })?.["days"]).toEqual(["At most 90."]);
  expect(refusedFields({ ...input, days: 1.5 })?.["days"]).toEqual(["Write a whole number."]);
});
