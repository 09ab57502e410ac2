import type { OutlineField, OutlineSection } from "../schema.ts";

export const text = (key: string, label: string, help?: string): OutlineField => ({
  key,
  label,
  type: "text",
  required: true,
  ...(help ? { help } : {}),
});

export const table = (key: string, label: string, columns: readonly (readonly [string, string])[]): OutlineField => ({
  key,
  label,
  type: "table",
  required: true,
  columns: columns.map(([name, title]) => ({ key: name, label: title })),
});

export const options = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([value, label]) => ({ value, label }));

export const context: OutlineSection = {
  key: "context",
  title: "Context",
  help: "What the business wants, who asked for it, what must not happen, and what you may not change.",
  required: true,
  fields: [],
};

export const landscape: OutlineSection = {
  key: "landscape",
  title: "Landscape",
  help: "What is there already: the code and the systems you looked at, their versions, limits and quirks, and what you will reuse.",
  required: true,
  fields: [],
};

export const architecture = (required: boolean): OutlineSection => ({
  key: "architecture",
  title: "Architecture",
  help: "How the parts work together, which pattern you chose, and what happens when one part is away.",
  required,
  fields: [],
});

export const webhooks = (required: boolean): OutlineSection => ({
  key: "webhooks",
  title: "Webhooks",
  help: "Which events you subscribe to and what each one changes. How repeats and events out of order are handled.",
  required,
  fields: [],
});

export const classification = (required: boolean): OutlineSection => ({
  key: "data.classification",
  title: "Sensitive data",
  help: "Each field that leaves or enters, with its class and how it is protected.",
  required,
  fields: [
    table("fields", "Fields", [
      ["field", "Field"],
      ["class", "Class: public, internal, PII, secret or card"],
      ["protection", "Protection"],
    ]),
  ],
});

export const operations: OutlineSection = {
  key: "operations",
  title: "Operations",
  help: "Who is called at night, what they look at first, how traffic is stopped, and what the load on the team will be.",
  required: true,
  fields: [],
};
