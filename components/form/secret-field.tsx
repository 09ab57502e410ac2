"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, tieNotes } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { fieldId, useForm } from "./action-form.tsx";

export type KeptSecret = { lastFour: string; fingerprint: string };

type Props = { name: string; label: string; kept?: KeptSecret | null; help?: string };

/** Pasted once. After that only its last four characters and its fingerprint are shown. */
export function SecretField({ name, label, kept, help }: Props) {
  const [replacing, setReplacing] = useState(false);
  const { formId, fields } = useForm();
  const id = fieldId(formId, name);
  const errors = fields[name] ?? [];
  if (kept && !replacing) {
    const note = (
      <>
        Never shown again. Fingerprint <span className="mono">{kept.fingerprint}</span>.
      </>
    );
    return (
      <Field id={id} label={label} help={note}>
        <div className="flex gap-2">
          <Input id={id} readOnly mono value={`…${kept.lastFour}`} aria-describedby={`${id}-help`} />
          <Button onClick={() => setReplacing(true)}>Replace</Button>
        </div>
      </Field>
    );
  }
  const hint = help ?? "Paste it once. It is sealed, and never shown again.";
  return (
    <Field id={id} label={label} help={hint} errors={errors}>
      <div className="flex gap-2">
        <Input
          type="password"
          mono
          name={name}
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore=""
          {...tieNotes({ id, help: hint, errors })}
          id={id}
        />
        {kept ? <Button onClick={() => setReplacing(false)}>Keep the old one</Button> : null}
      </div>
    </Field>
  );
}
