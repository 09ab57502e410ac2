"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { inviteMember } from "../actions.ts";
import { roleOptions } from "../role-options.ts";
import { ShownOnce } from "../shown-once.tsx";

export function InviteForm() {
  const [made, setMade] = useState<{ email: string; url: string } | null>(null);
  return (
    <ActionForm id="invite" action={inviteMember} resetWhenDone onDone={({ email, url }) => setMade({ email, url })}>
      <TextField name="email" label="E-mail" type="email" required />
      <SelectField name="role" label="Role" options={roleOptions} defaultValue="viewer" />
      <div>
        <SubmitButton pendingWord="Inviting">Make the link</SubmitButton>
      </div>
      {made ? (
        <ShownOnce
          title={`For ${made.email}.`}
          value={made.url}
          says="Pass this link on yourself. It works once, for an hour, and is not shown again."
        />
      ) : null}
    </ActionForm>
  );
}
