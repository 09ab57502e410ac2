"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ConnectionDto, HomeDto } from "#lib/connections/schema.ts";
import { CONNECTION_AUTHS, type ConnectionAuth, TEST_METHODS } from "#lib/connections/words.ts";
import type { ActionResult } from "#lib/core/result.ts";
import { authWords } from "./credential-words.ts";

type CredentialOption = { id: string; name: string; environment: "test" | "live"; hint: string };

type Props = {
  action: (data: FormData) => Promise<ActionResult<unknown>>;
  homes: readonly HomeDto[];
  credentials: readonly CredentialOption[];
  environment: "test" | "live";
  /** What is edited; environment and integration stay. */
  connection?: ConnectionDto;
  liveRefusal?: string;
};

export function ConnectionForm({ action, homes, credentials, environment, connection, liveRefusal }: Props) {
  const [place, setPlace] = useState(environment);
  const [auth, setAuth] = useState<ConnectionAuth>(connection?.auth ?? "none");
  const [home, setHome] = useState(connection?.integration?.slug ?? "");
  const offered = credentials.filter((credential) => credential.environment === place);
  const systems = homes.find(({ slug }) => slug === home)?.systems ?? [];
  const refused = place === "live" ? liveRefusal : undefined;
  return (
    <ActionForm id="connection" action={action} className="grid max-w-140 gap-4">
      {connection ? <HiddenField name="id" value={connection.id} /> : null}
      <TextField name="name" label="Name" defaultValue={connection?.name} maxLength={80} />
      {connection ? null : (
        <SelectField
          name="environment"
          label="Environment"
          value={place}
          onChange={(event) => setPlace(event.currentTarget.value === "live" ? "live" : "test")}
          options={[
            { value: "test", word: "test" },
            { value: "live", word: "live" },
          ]}
        />
      )}
      {connection ? null : (
        <SelectField
          name="integration"
          label="Integration"
          optional
          value={home}
          onChange={(event) => setHome(event.currentTarget.value)}
          options={[{ value: "", word: "None" }, ...homes.map(({ slug, name }) => ({ value: slug, word: name }))]}
          help="Its gates read what the tests of this connection say."
        />
      )}
      {systems.length > 0 ? (
        <SelectField
          name="systemId"
          label="System"
          optional
          defaultValue={connection?.system?.id ?? ""}
          options={[{ value: "", word: "None" }, ...systems.map(({ id, name }) => ({ value: id, word: name }))]}
        />
      ) : null}
      <TextField
        name="baseUrl"
        label="Base URL"
        mono
        inputMode="url"
        defaultValue={connection?.baseUrl}
        placeholder="https://api.example.com/v1"
        help="Only public addresses can be called, unless the operator allows more."
      />
      <SelectField
        name="auth"
        label="How it signs in"
        value={auth}
        onChange={(event) => setAuth(CONNECTION_AUTHS.find((known) => known === event.currentTarget.value) ?? "none")}
        options={CONNECTION_AUTHS.map((value) => ({ value, word: authWords[value] }))}
      />
      {auth === "header" ? (
        <TextField name="authHeader" label="Header" mono defaultValue={connection?.authHeader ?? "X-Api-Key"} />
      ) : null}
      {auth === "none" ? null : (
        <SelectField
          name="credentialId"
          label="Credential"
          defaultValue={connection?.credential?.id ?? ""}
          options={[
            { value: "", word: offered.length === 0 ? `No credential in ${place} yet` : "Choose one" },
            ...offered.map(({ id, name, hint }) => ({ value: id, word: `${name} (${hint})` })),
          ]}
        />
      )}
      <div className="grid grid-cols-[112px_minmax(0,1fr)_112px] gap-3 max-md:grid-cols-[minmax(0,1fr)]">
        <SelectField
          name="testMethod"
          label="Test with"
          defaultValue={connection?.testMethod ?? "GET"}
          options={TEST_METHODS.map((value) => ({ value, word: value }))}
        />
        <TextField
          name="testPath"
          label="Test path"
          mono
          defaultValue={connection?.testPath ?? "/"}
          help="A path that reads something only this credential may read, such as /me."
        />
        <TextField
          name="timeoutMs"
          label="Timeout, ms"
          inputMode="numeric"
          defaultValue={String(connection?.timeoutMs ?? 10_000)}
        />
      </div>
      <div>
        <SubmitButton {...(refused ? { disabledReason: refused } : {})}>
          {connection ? "Save connection" : "Create connection"}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
