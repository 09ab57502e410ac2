"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { createSource } from "../../actions.ts";
import { readSourceForm } from "./read-source-form.ts";

type Preset = { value: string; word: string; secret: string; header: string };
type Props = {
  environment: "test" | "live";
  integrations: readonly { slug: string; name: string }[];
  integration: string;
  preset: string;
  presets: readonly Preset[];
  refusal?: string;
};

export function SourceForm({ environment, integrations, integration, preset, presets, refusal }: Props) {
  const [chosen, setChosen] = useState(preset);
  const recipe = presets.find(({ value }) => value === chosen);
  const none = environment === "live" ? "Choose one" : "None";
  return (
    <ActionForm id="source" action={async (data) => createSource(readSourceForm(data, environment))}>
      <TextField
        name="name"
        label="Name"
        placeholder="billing"
        help="What people call it. The provider never sees it."
      />
      <SelectField
        name="preset"
        label="Signature"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={presets.map(({ value, word }) => ({ value, word }))}
        help={recipe ? `Verified by ${recipe.header}` : undefined}
      />
      <SecretField
        name="secrets"
        label="Signing secret"
        help={`${capital(recipe?.secret ?? "From the provider")}. It is sealed, and never shown again.`}
      />
      <SelectField
        name="integration"
        label="Integration"
        optional={environment === "test"}
        defaultValue={integration}
        options={[{ value: "", word: none }, ...integrations.map(({ slug, name }) => ({ value: slug, word: name }))]}
        help={
          environment === "live"
            ? "Its gates hold the traffic until they pass."
            : "Its checklist proves items from this source."
        }
      />
      {chosen === "generic_hmac" ? <Recipe /> : null}
      <details className="text-13">
        <summary className="cursor-pointer text-ink-2">Limits and repeats</summary>
        <div className="mt-3 grid grid-cols-2 gap-4 max-md:grid-cols-1">
          <TextField
            name="toleranceSeconds"
            label="Tolerance"
            optional
            inputMode="numeric"
            placeholder="300"
            help="Seconds that a timestamp may be old or early."
          />
          <TextField
            name="dedupeTtlHours"
            label="Remember ids"
            optional
            inputMode="numeric"
            placeholder="720"
            help="Hours. A repeat within them is stored once."
          />
          <SelectField
            name="dedupeKey"
            label="A repeat is"
            options={[
              { value: "preset", word: "the same provider id" },
              { value: "body_hash", word: "the same bytes" },
            ]}
          />
          <SelectField
            name="ackMode"
            label="Answer"
            options={[
              { value: "async_202", word: "202, after it is stored" },
              { value: "sync_200", word: "200, after it is stored" },
            ]}
            help="200 only for a provider that takes nothing else."
          />
          <TextField
            name="maxBodyBytes"
            label="Largest body"
            optional
            inputMode="numeric"
            placeholder="1048576"
            help="Bytes."
          />
          <TextField
            name="ratePerS"
            label="Rate"
            optional
            inputMode="numeric"
            placeholder="no limit"
            help="Requests a second; more are answered 429."
          />
        </div>
      </details>
      <div>
        <SubmitButton pendingWord="Creating" disabledReason={refusal}>
          Create source
        </SubmitButton>
      </div>
    </ActionForm>
  );
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** How a provider without a preset signs: the words of its own documentation. */
function Recipe() {
  return (
    <fieldset className="grid grid-cols-2 gap-4 border-line border-t pt-4 max-md:grid-cols-1">
      <legend className="sr-only">How it signs</legend>
      <TextField name="scheme.header" label="Signature header" mono placeholder="x-signature" />
      <TextField name="scheme.prefix" label="Before the signature" optional mono placeholder="sha256=" />
      <SelectField
        name="scheme.algorithm"
        label="Algorithm"
        options={["sha256", "sha512", "sha1"].map((value) => ({ value, word: `HMAC-${value.toUpperCase()}` }))}
      />
      <SelectField
        name="scheme.encoding"
        label="Encoding"
        options={["hex", "base64"].map((value) => ({ value, word: value }))}
      />
      <SelectField
        name="scheme.secretEncoding"
        label="The secret is"
        options={[
          { value: "utf8", word: "text" },
          { value: "hex", word: "hex" },
          { value: "base64", word: "base64" },
        ]}
      />
      <TextField
        name="scheme.template"
        label="Signed string"
        mono
        defaultValue="{body}"
        help="{id}, {ts} and {body} are filled in."
      />
      <TextField
        name="scheme.timestampHeader"
        label="Timestamp header"
        optional
        mono
        placeholder="x-timestamp"
        help="Needed when {ts} is signed."
      />
      <SelectField
        name="scheme.timestampUnit"
        label="Timestamp in"
        options={[
          { value: "s", word: "seconds" },
          { value: "ms", word: "milliseconds" },
        ]}
      />
      <TextField name="scheme.idHeader" label="Id header" optional mono placeholder="x-event-id" />
      <TextField name="scheme.idPath" label="Id in the body" optional mono placeholder="id" />
      <TextField name="scheme.typeHeader" label="Type header" optional mono placeholder="x-event-type" />
      <TextField name="scheme.typePath" label="Type in the body" optional mono placeholder="type" />
    </fieldset>
  );
}
