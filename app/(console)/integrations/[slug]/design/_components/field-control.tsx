"use client";

import { useState } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, FieldNotes, tieNotes } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import type { FieldValue, OutlineField } from "#lib/designs/schema.ts";
import { TableControl } from "./table-control.tsx";

export type ControlProps<F extends OutlineField = OutlineField> = {
  id: string;
  field: F;
  value: FieldValue;
  errors: readonly string[];
  readOnly: boolean;
  onChange: (value: FieldValue) => void;
};

/** One typed field of a section, as the outline describes it. */
export function FieldControl({ id, field, value, errors, readOnly, onChange }: ControlProps) {
  const rest = { id, value, errors, readOnly, onChange };
  if (field.type === "multi_select") return <Choices {...rest} field={field} />;
  if (field.type === "table") return <TableControl {...rest} field={field} />;
  if (field.type === "list") return <ListControl {...rest} field={field} />;
  const notes = { id, help: field.help, errors };
  return (
    <Field {...notes} label={field.label} optional={!field.required}>
      {field.type === "select" ? (
        <Select
          id={id}
          {...tieNotes(notes)}
          className="max-w-80"
          disabled={readOnly}
          value={typeof value === "string" ? value : ""}
          options={[
            { value: "", word: "Choose" },
            ...field.options.map((option) => ({ value: option.value, word: option.label })),
          ]}
          onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
        />
      ) : field.type === "number" ? (
        <span className="flex items-center gap-2">
          <Input
            id={id}
            {...tieNotes(notes)}
            className="max-w-40"
            inputMode="numeric"
            readOnly={readOnly}
            value={value === null ? "" : String(value)}
            onChange={(event) => onChange(toNumber(event.target.value))}
          />
          <span className="text-13 text-ink-3">{field.unit}</span>
        </span>
      ) : (
        <Input
          id={id}
          {...tieNotes(notes)}
          readOnly={readOnly}
          maxLength={4_000}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** What is no number stays as it was typed, so that the server can say what is wrong with it. */
function toNumber(text: string): FieldValue {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return /^\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : text;
}

function Choices({
  id,
  field,
  value,
  errors,
  readOnly,
  onChange,
}: ControlProps<Extract<OutlineField, { type: "multi_select" }>>) {
  const chosen = textsOf(value);
  const toggle = (option: string) =>
    onChange(chosen.includes(option) ? chosen.filter((other) => other !== option) : [...chosen, option]);
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-13">{field.label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {field.options.map((option) => (
          <Checkbox
            key={option.value}
            id={`${id}-${option.value}`}
            name={`${id}-${option.value}`}
            checked={chosen.includes(option.value)}
            disabled={readOnly}
            onChange={() => toggle(option.value)}
          >
            {option.label}
          </Checkbox>
        ))}
      </div>
      <FieldNotes id={id} errors={errors} />
    </fieldset>
  );
}

function ListControl({
  id,
  field,
  value,
  errors,
  readOnly,
  onChange,
}: ControlProps<Extract<OutlineField, { type: "list" }>>) {
  const [text, setText] = useState(() => textsOf(value).join(", "));
  const help = field.help ?? `Separate them with commas, such as ${field.example}.`;
  const notes = { id, help, errors };
  const read = (typed: string) => {
    setText(typed);
    const entries = typed
      .split(/[,\n;]/)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
    onChange([...new Set(field.of === "text" ? entries : entries.map((entry) => entry.toUpperCase()))]);
  };
  return (
    <Field {...notes} label={field.label} optional={!field.required}>
      <Input
        id={id}
        {...tieNotes(notes)}
        readOnly={readOnly}
        mono={field.of !== "text"}
        placeholder={field.example}
        value={text}
        onChange={(event) => read(event.target.value)}
      />
    </Field>
  );
}

export function textsOf(value: FieldValue): string[] {
  return Array.isArray(value) ? value.flatMap((entry) => (typeof entry === "string" ? [entry] : [])) : [];
}
