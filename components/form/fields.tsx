"use client";

import type { ComponentProps, ReactNode } from "react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Field, FieldNotes, tieNotes } from "#components/ui/field.tsx";
import { Input, Textarea } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { fieldId, useForm } from "./action-form.tsx";

type Named = { name: string; label: ReactNode; help?: ReactNode; optional?: boolean };

/** Ties a named control to the form around it: its id, and what the server said about it. */
function useField(name: string, help: ReactNode) {
  const { formId, fields } = useForm();
  const id = fieldId(formId, name);
  const errors = fields[name] ?? [];
  return { id, errors, control: { id, name, ...tieNotes({ id, help, errors }) } };
}

export function TextField({
  name,
  label,
  help,
  optional,
  ...rest
}: Named & Omit<ComponentProps<typeof Input>, "name" | "id">) {
  const { id, errors, control } = useField(name, help);
  return (
    <Field id={id} label={label} help={help} errors={errors} optional={optional}>
      <Input autoComplete="off" {...rest} {...control} />
    </Field>
  );
}

export function TextareaField({
  name,
  label,
  help,
  optional,
  ...rest
}: Named & Omit<ComponentProps<typeof Textarea>, "name" | "id">) {
  const { id, errors, control } = useField(name, help);
  return (
    <Field id={id} label={label} help={help} errors={errors} optional={optional}>
      <Textarea {...rest} {...control} />
    </Field>
  );
}

export function SelectField({
  name,
  label,
  help,
  optional,
  ...rest
}: Named & Omit<ComponentProps<typeof Select>, "name" | "id">) {
  const { id, errors, control } = useField(name, help);
  return (
    <Field id={id} label={label} help={help} errors={errors} optional={optional}>
      <Select {...rest} {...control} />
    </Field>
  );
}

export function CheckField({
  name,
  label,
  help,
  ...rest
}: Omit<Named, "optional"> & Omit<ComponentProps<typeof Checkbox>, "name" | "id" | "help" | "children">) {
  const { id, errors, control } = useField(name, undefined);
  return (
    <div>
      <Checkbox value="true" {...rest} {...control} help={help}>
        {label}
      </Checkbox>
      <FieldNotes id={id} errors={errors} />
    </div>
  );
}

/** A value that travels with the form and is not shown. */
export function HiddenField({ name, value }: { name: string; value: string }) {
  return <input type="hidden" name={name} value={value} />;
}
