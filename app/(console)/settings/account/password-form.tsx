"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { changePassword } from "../actions.ts";

export function PasswordForm() {
  return (
    <ActionForm id="password" action={changePassword}>
      <TextField name="current" label="Current password" type="password" autoComplete="current-password" required />
      <TextField
        name="password"
        label="New password"
        type="password"
        autoComplete="new-password"
        help="At least 10 characters. Saving it ends every session, this one too."
        required
      />
      <div>
        <SubmitButton pendingWord="Changing">Change the password</SubmitButton>
      </div>
    </ActionForm>
  );
}
