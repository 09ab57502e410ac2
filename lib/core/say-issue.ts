import type { z } from "zod";

type Issue = Parameters<z.core.$ZodErrorMap>[0];

const KINDS: Readonly<Record<string, string>> = {
  string: "Fill this in.",
  number: "Write a number.",
  int: "Write a whole number.",
  boolean: "Choose yes or no.",
  array: "Give a list.",
  object: "Give an object.",
};
const FORMATS: Readonly<Record<string, string>> = {
  email: "Write an address such as ada@example.com.",
  url: "Write a whole address, such as https://example.com.",
  uuid: "This is not an id.",
  datetime: "Write a moment such as 2026-11-20T12:00:00Z.",
  date: "Write a day such as 2026-11-20.",
};

/** Words for what a schema refuses without words of its own: nobody reads "expected number, received NaN". */
export function sayIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected];
    case "invalid_format":
      return FORMATS[issue.format];
    case "invalid_value":
      return `Choose one of ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      if (issue.origin === "string" && Number(issue.minimum) <= 1) return "Fill this in.";
      return `At least ${issue.minimum}${unitOf(issue.origin)}.`;
    case "too_big":
      return `At most ${issue.maximum}${unitOf(issue.origin)}.`;
    default:
      return undefined;
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters";
  return origin === "array" || origin === "set" ? " entries" : "";
}
