"use client";

import { useState } from "react";
import { kindWords } from "#components/connections/credential-words.ts";
import { SecretFields } from "#components/connections/secret-fields.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { HomeDto } from "#lib/connections/schema.ts";
import { CREDENTIAL_KINDS } from "#lib/connections/words.ts";
import { createCredential } from "../../actions.ts";

export function CredentialForm({ homes, environment }: { homes: readonly HomeDto[]; environment: "test" | "live" }) {
  const [kind, setKind] = useState<string>("bearer");
  return (
    <ActionForm id="credential" action={createCredential} className="grid max-w-140 gap-4">
      <TextField name="name" label="Name" maxLength={80} placeholder="Stripe restricted key" />
      <SelectField
        name="environment"
        label="Environment"
        defaultValue={environment}
        options={[
          { value: "test", word: "test" },
          { value: "live", word: "live" },
        ]}
      />
      <SelectField
        name="integration"
        label="Integration"
        optional
        options={[{ value: "", word: "None" }, ...homes.map(({ slug, name }) => ({ value: slug, word: name }))]}
      />
      <SelectField
        name="kind"
        label="Kind"
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value)}
        options={CREDENTIAL_KINDS.map((value) => ({ value, word: kindWords[value] }))}
      />
      {kind === "basic" ? <TextField name="username" label="User name" mono /> : null}
      <SecretFields />
      <TextField
        name="expiresAt"
        label="Ends on"
        optional
        type="date"
        help="When the provider lets it expire. You are told 30 days before."
      />
      <div>
        <SubmitButton>Create credential</SubmitButton>
      </div>
    </ActionForm>
  );
}
