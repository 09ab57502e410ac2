"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { IntegrationDto } from "#lib/integrations/schema.ts";
import { updateIntegrationAction } from "../../actions.ts";

type Props = {
  integration: Pick<IntegrationDto, "slug" | "name" | "description" | "provider">;
  refusal: string | null;
};

export function AboutForm({ integration, refusal }: Props) {
  return (
    <ActionForm id="about" action={updateIntegrationAction} done="Saved.">
      <HiddenField name="slug" value={integration.slug} />
      <TextField name="name" label="Name" defaultValue={integration.name} maxLength={120} />
      <TextareaField
        name="description"
        label="Description"
        help="One or two sentences: what it does, and who notices when it stops."
        defaultValue={integration.description}
        rows={3}
        maxLength={2_000}
        optional
      />
      <TextField
        name="provider"
        label="Provider"
        help="Whose service this is, such as Stripe."
        defaultValue={integration.provider ?? ""}
        maxLength={60}
        optional
      />
      <div>
        <SubmitButton className="justify-self-start" disabledReason={refusal ?? undefined}>
          Save
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
