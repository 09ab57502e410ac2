import { createHash } from "node:crypto";
import { canonicalText } from "#lib/audit/canonical.ts";
import type { FieldValue, OutlineField, OutlineSection, SectionFields, SectionState } from "./schema.ts";

export const MIN_CHARACTERS = 40;
/** Saves of one person within this time share a version. */
export const COALESCE_MS = 10 * 60_000;

const PLACEHOLDER =
  /^(tbd|tba|todo|to do|idem|ditto|same as above|n\/a|none yet|example|xxx+|\?+|\.+|…|-+|lorem ipsum.*)[.:!]?$/i;

export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

/** What is left of a text when headings' marks and placeholders are taken away. */
export function saidText(body: string): string {
  return body
    .split("\n")
    .map((line) => line.replace(/^[\s#>*+-]+/, "").trim())
    .filter((line) => line !== "" && !isPlaceholder(line))
    .join(" ");
}

export function isBlank(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "" || isPlaceholder(value);
  if (Array.isArray(value)) return !value.some((entry) => !isBlankEntry(entry));
  return false;
}

function isBlankEntry(entry: unknown): boolean {
  if (typeof entry === "object" && entry !== null) return Object.values(entry).every((cell) => isBlank(cell));
  return isBlank(entry);
}

/** Sentences that say what a section still lacks; none means it is filled. */
export function missingIn(section: OutlineSection | null, content: { body: string; fields: SectionFields }): string[] {
  const required = (section?.fields ?? []).filter((field) => field.required);
  const missing = required
    .filter((field) => isBlank(content.fields[field.key]))
    .map((field) => `${field.label} is empty.`);
  if (required.length > 0) return missing;
  const length = saidText(content.body).length;
  if (length >= MIN_CHARACTERS) return [];
  if (length === 0) return [`Nothing is written yet. ${MIN_CHARACTERS} characters make it count.`];
  return [`${MIN_CHARACTERS - length} more characters are needed; placeholders do not count.`];
}

export function hashContent(content: { body: string; fields: SectionFields }): string {
  return createHash("sha256")
    .update(canonicalText({ body: content.body, fields: content.fields }))
    .digest("hex");
}

export function stateOf(section: {
  missing: readonly string[];
  body: string;
  fields: SectionFields;
  contentHash: string;
  reviewedHash: string | null;
  reviewedById: string | null;
  updatedById: string | null;
}): SectionState {
  if (section.missing.length === 0) {
    const reviewed =
      section.reviewedHash === section.contentHash &&
      section.reviewedById !== null &&
      section.reviewedById !== section.updatedById;
    return reviewed ? "reviewed" : "filled";
  }
  const touched = section.body.trim() !== "" || Object.values(section.fields).some((value) => !isBlank(value));
  return touched ? "started" : "empty";
}

const regionNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const currencies = new Set(Intl.supportedValuesOf("currency"));

/** Checks what was typed against the outline: `{ field: [sentence] }`, empty when all is well. */
export function checkFields(section: OutlineSection | null, fields: SectionFields): Record<string, string[]> {
  const wrong: Record<string, string[]> = {};
  const known = new Map((section?.fields ?? []).map((field) => [field.key, field]));
  for (const [key, value] of Object.entries(fields)) {
    const field = known.get(key);
    const problem = field === undefined ? "This section has no such field." : checkField(field, value);
    if (problem !== null) wrong[key] = [problem];
  }
  return wrong;
}

function checkField(field: OutlineField, value: FieldValue): string | null {
  if (value === null || value === "") return null;
  switch (field.type) {
    case "text":
      return typeof value === "string" ? null : "Write a text.";
    case "number":
      return typeof value === "number" && Number.isFinite(value) && value >= 0
        ? null
        : `Give a number of ${field.unit}.`;
    case "select":
      return field.options.some((option) => option.value === value) ? null : "Choose one of the options.";
    case "multi_select": {
      const allowed = new Set(field.options.map((option) => option.value));
      return Array.isArray(value) && value.every((entry) => typeof entry === "string" && allowed.has(entry))
        ? null
        : "Choose from the options.";
    }
    case "list":
      return checkList(field.of, value);
    case "table": {
      const columns = new Set(field.columns.map((column) => column.key));
      const rows: readonly unknown[] = Array.isArray(value) ? value : [value];
      const fits = (row: unknown) =>
        typeof row === "object" && row !== null && Object.keys(row).every((key) => columns.has(key));
      return rows.every(fits) ? null : "Fill the columns of the table.";
    }
  }
}

function checkList(of: "text" | "currency" | "region", value: FieldValue): string | null {
  if (!Array.isArray(value)) return "Give a list.";
  const entries = value.map((entry) => (typeof entry === "string" ? entry : ""));
  if (of === "text") return null;
  const unknown = entries.filter((code) => (of === "currency" ? !currencies.has(code) : !isRegion(code)));
  if (unknown.length === 0) return null;
  const what = of === "currency" ? "ISO 4217 currencies, such as EUR" : "ISO 3166 regions, such as DE";
  return `Not known: ${unknown.slice(0, 5).join(", ")}. Give ${what}.`;
}

function isRegion(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && code !== "ZZ" && regionNames.of(code) !== undefined;
}
