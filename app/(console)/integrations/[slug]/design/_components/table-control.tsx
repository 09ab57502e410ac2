"use client";

import { Plus, Trash2 } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { FieldNotes } from "#components/ui/field.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Input } from "#components/ui/input.tsx";
import type { FieldValue, OutlineField } from "#lib/designs/schema.ts";

type Props = {
  id: string;
  field: Extract<OutlineField, { type: "table" }>;
  value: FieldValue;
  errors: readonly string[];
  readOnly: boolean;
  onChange: (value: FieldValue) => void;
};
type Row = Record<string, string>;

/** Rows of short texts. Under 720 px each row stands upright. */
export function TableControl({ id, field, value, errors, readOnly, onChange }: Props) {
  const rows: Row[] = Array.isArray(value) ? value.flatMap((row) => (typeof row === "object" ? [row] : [])) : [];
  const set = (at: number, key: string, text: string) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, [key]: text } : row)));
  const columns = { gridTemplateColumns: `repeat(${field.columns.length}, minmax(0, 1fr)) auto` };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-13">{field.label}</legend>
      <div className="grid gap-2">
        {rows.length > 0 ? (
          <div className="grid gap-2 text-12 text-ink-3 max-md:hidden" style={columns} aria-hidden="true">
            {field.columns.map((column) => (
              <span key={column.key} className="self-end">
                {column.label}
              </span>
            ))}
            <span className="w-8" />
          </div>
        ) : null}
        {rows.map((row, at) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place in the table
            key={at}
            className="grid gap-2 max-md:border-line max-md:border-b max-md:pb-2 max-md:[grid-template-columns:minmax(0,1fr)]!"
            style={columns}
          >
            {field.columns.map((column) => (
              <Input
                key={column.key}
                aria-label={`${column.label}, row ${at + 1}`}
                readOnly={readOnly}
                maxLength={500}
                value={row[column.key] ?? ""}
                onChange={(event) => set(at, column.key, event.target.value)}
              />
            ))}
            {readOnly ? null : (
              <Button
                variant="ghost"
                square
                aria-label={`Remove row ${at + 1}`}
                onClick={() => onChange(rows.filter((_, index) => index !== at))}
              >
                <Icon of={Trash2} />
              </Button>
            )}
          </div>
        ))}
        {readOnly ? null : (
          <div>
            <Button
              size="s"
              onClick={() => onChange([...rows, Object.fromEntries(field.columns.map((column) => [column.key, ""]))])}
            >
              <Icon of={Plus} size={14} />
              Add row
            </Button>
          </div>
        )}
      </div>
      <FieldNotes id={id} errors={errors} />
    </fieldset>
  );
}
