"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { acceptInvitation } from "../../actions.ts";

export function InviteForm({ token, hasAccount }: { token: string; hasAccount: boolean }) {
  return (
    <ActionForm id="invite" action={acceptInvitation}>
      <HiddenField name="token" value={token} />
      {hasAccount ? null : <TextField name="name" label="Your name" autoComplete="name" required />}
      <TextField
        name="password"
        label={hasAccount ? "The password of your account here" : "Choose a password"}
        type="password"
        autoComplete={hasAccount ? "current-password" : "new-password"}
        help={hasAccount ? undefined : "At least 10 characters, and not one that is guessed first."}
        required
      />
      <div className="grid">
        <SubmitButton pendingWord="Joining">Join the workspace</SubmitButton>
      </div>
    </ActionForm>
  );
}
