"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Select } from "#components/ui/select.tsx";
import { createToken } from "../actions.ts";
import { roleOptions } from "../role-options.ts";
import { ShownOnce } from "../shown-once.tsx";

const KINDS = [
  { value: "api", word: "Call the API" },
  { value: "facts", word: "Push facts (CI)" },
  { value: "flags:test", word: "Read flags of test" },
  { value: "flags:live", word: "Read flags of live" },
];

export function TokenForm() {
  const [kind, setKind] = useState("api");
  const [made, setMade] = useState<{ name: string; token: string } | null>(null);
  const [scope = "api", environment] = kind.split(":");
  return (
    <ActionForm id="token" action={createToken} onDone={({ name, token }) => setMade({ name, token })}>
      <TextField name="name" label="Name" help="What uses it, such as deploy pipeline." required />
      <Field id="token-kind" label="For">
        <Select id="token-kind" options={KINDS} value={kind} onChange={(event) => setKind(event.currentTarget.value)} />
      </Field>
      <HiddenField name="scope" value={scope} />
      {environment === undefined ? null : <HiddenField name="environment" value={environment} />}
      {scope === "api" ? <SelectField name="role" label="Role" options={roleOptions} defaultValue="viewer" /> : null}
      <TextField name="expiresInDays" label="Days until it ends" type="number" min={1} max={365} defaultValue="90" />
      <div>
        <SubmitButton pendingWord="Making">Make the token</SubmitButton>
      </div>
      {made ? (
        <ShownOnce title={`The token ${made.name}.`} value={made.token} says="Copy it now. It is not shown again." />
      ) : null}
    </ActionForm>
  );
}
