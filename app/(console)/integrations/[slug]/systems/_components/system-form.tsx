"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { SystemDto } from "#lib/integrations/schema.ts";

type Props = {
  slug: string;
  system?: SystemDto | undefined;
  action: (input: unknown) => Promise<ActionResult<unknown>>;
};

export function SystemForm({ slug, system, action }: Props) {
  return (
    <ActionForm
      id={system ? `system-${system.id}` : "system"}
      action={action}
      done={system ? "Saved." : "Added."}
      resetWhenDone={!system}
    >
      {system ? <HiddenField name="systemId" value={system.id} /> : <HiddenField name="slug" value={slug} />}
      <TextField name="name" label="Name" defaultValue={system?.name} maxLength={80} />
      <TextField
        name="kind"
        label="Kind"
        help="CRM, ERP, payment provider, our own service."
        defaultValue={system?.kind}
        maxLength={60}
      />
      <TextField
        name="authMethod"
        label="Authentication"
        help="OAuth2, API key, Basic."
        defaultValue={system?.authMethod}
        maxLength={60}
      />
      <TextField
        name="apiType"
        label="API"
        help="REST, GraphQL, SOAP, webhooks."
        defaultValue={system?.apiType}
        maxLength={60}
      />
      <TextField name="version" label="API version" optional defaultValue={system?.version} maxLength={40} />
      <div>
        <SubmitButton>{system ? "Save system" : "Add system"}</SubmitButton>
      </div>
    </ActionForm>
  );
}
