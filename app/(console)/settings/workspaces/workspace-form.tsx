"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { createWorkspace } from "../actions.ts";

export function WorkspaceForm({ refusal }: { refusal: string | undefined }) {
  return (
    <ActionForm
      id="workspace"
      action={createWorkspace}
      done="The workspace is there. Open it at the top."
      resetWhenDone
    >
      <TextField name="name" label="Name" maxLength={80} />
      <TextField
        name="slug"
        label="Slug"
        help="Names it to the command line. Small letters, digits and dashes; it stays."
        maxLength={60}
      />
      <div>
        <SubmitButton pendingWord="Creating" disabledReason={refusal}>
          Create workspace
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
