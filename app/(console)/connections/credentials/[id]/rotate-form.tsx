"use client";

import { SecretFields } from "#components/connections/secret-fields.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { CredentialDto } from "#lib/connections/schema.ts";
import { rotateCredential } from "../../actions.ts";

export function RotateForm({ credential }: { credential: CredentialDto }) {
  return (
    <ActionForm
      id="rotate"
      action={rotateCredential}
      done={`${credential.name} has a new value.`}
      resetWhenDone
      className="grid max-w-140 gap-4"
    >
      <HiddenField name="id" value={credential.id} />
      <SecretFields reference={credential.reference} />
      <TextField name="expiresAt" label="Ends on" optional type="date" />
      <div>
        <SubmitButton pendingWord="Rotating" variant="secondary">
          Rotate
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
