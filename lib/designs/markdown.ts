import { outlineOf } from "./outlines/catalogue.ts";
import type { FieldValue, OutlineField, SnapshotSection } from "./schema.ts";

/** One section as Markdown: its fields first, then what was written. Also what a diff compares. */
export function sectionMarkdown(outlineKey: string, section: SnapshotSection): string {
  const known = outlineOf(outlineKey).sections.find((candidate) => candidate.key === section.key);
  const parts = (known?.fields ?? []).map((field) => fieldMarkdown(field, section.fields[field.key] ?? null));
  const body = section.body.trim();
  if (body !== "") parts.push(known && known.fields.length > 0 ? `**Notes**\n\n${body}` : body);
  return parts.filter((part) => part !== "").join("\n\n");
}

export type ExportFacts = { integration: string; name: string; version: number | null; trueAsOf: string };

export function documentMarkdown(outlineKey: string, facts: ExportFacts, sections: readonly SnapshotSection[]): string {
  const head = [
    `# ${facts.integration}`,
    "",
    `<!-- ${facts.name}${facts.version === null ? "" : `, version ${facts.version}`}, true as of ${facts.trueAsOf} -->`,
  ];
  const parts = sections.map((section) => {
    const text = sectionMarkdown(outlineKey, section);
    return [`## ${section.title}`, `<!-- id:${section.key} -->`, "", text === "" ? "_Not written yet._" : text].join(
      "\n",
    );
  });
  return `${[head.join("\n"), ...parts].join("\n\n")}\n`;
}

function fieldMarkdown(field: OutlineField, value: FieldValue): string {
  if (field.type === "table") return `**${field.label}**\n\n${tableMarkdown(field, value)}`;
  return `**${field.label}:** ${sayValue(field, value)}`;
}

function tableMarkdown(field: Extract<OutlineField, { type: "table" }>, value: FieldValue): string {
  const rows = Array.isArray(value)
    ? value.filter((row): row is Record<string, string> => typeof row === "object")
    : [];
  if (rows.length === 0) return "_Empty._";
  const cells = (texts: readonly string[]) => `| ${texts.map(escapeCell).join(" | ")} |`;
  return [
    cells(field.columns.map((column) => column.label)),
    `|${" --- |".repeat(field.columns.length)}`,
    ...rows.map((row) => cells(field.columns.map((column) => row[column.key] ?? ""))),
  ].join("\n");
}

function sayValue(field: OutlineField, value: FieldValue): string {
  if (value === null || value === "" || (Array.isArray(value) && value.length === 0)) return "_empty_";
  if (field.type === "number") return `${value} ${field.unit}`;
  const label = (entry: unknown) =>
    ("options" in field ? field.options.find((option) => option.value === entry)?.label : undefined) ?? String(entry);
  return Array.isArray(value) ? value.map(label).join(", ") : label(value);
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll(/\s*\n\s*/g, " ");
}
