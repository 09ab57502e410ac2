"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { DestinationDto } from "#lib/webhooks/schema.ts";
import { createDestination, updateDestination } from "../actions.ts";
import { SecretShownOnce } from "./secret-shown-once.tsx";

type NewProps = {
  environment: "test" | "live";
  integrations: readonly { slug: string; name: string }[];
  integration: string;
  refusal?: string;
};

export function NewDestinationForm({ environment, integrations, integration, refusal }: NewProps) {
  const router = useRouter();
  const [made, setMade] = useState<{ id: string; signingSecret: string } | null>(null);
  return (
    <>
      <ActionForm id="destination" action={createDestination} done="Created the destination." onDone={setMade}>
        <HiddenField name="environment" value={environment} />
        <Basics />
        <SelectField
          name="integration"
          label="Integration"
          optional
          defaultValue={integration}
          options={[
            { value: "", word: "None" },
            ...integrations.map(({ slug, name }) => ({ value: slug, word: name })),
          ]}
          help="Its kill switch and its traffic mode hold what goes here."
        />
        <Limits />
        <div>
          <SubmitButton pendingWord="Creating" disabledReason={refusal}>
            Create destination
          </SubmitButton>
        </div>
      </ActionForm>
      {made ? (
        <SecretShownOnce secret={made.signingSecret} onClose={() => router.push(`/webhooks/destinations/${made.id}`)} />
      ) : null}
    </>
  );
}

export function EditDestinationForm({ destination, refusal }: { destination: DestinationDto; refusal?: string }) {
  return (
    <ActionForm id="destination" action={updateDestination} done="Saved.">
      <HiddenField name="id" value={destination.id} />
      <Basics destination={destination} />
      <Limits destination={destination} />
      <div>
        <SubmitButton disabledReason={refusal}>Save</SubmitButton>
      </div>
    </ActionForm>
  );
}

function Basics({ destination }: { destination?: DestinationDto }) {
  return (
    <>
      <TextField name="name" label="Name" placeholder="billing" defaultValue={destination?.name} />
      <TextField
        name="url"
        label="URL"
        mono
        placeholder="https://billing.example/hooks"
        defaultValue={destination?.url}
        help="Answers 2xx when it has the event. Redirects are not followed."
      />
    </>
  );
}

function Limits({ destination }: { destination?: DestinationDto }) {
  const headers = Object.entries(destination?.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <TextField
        name="retry.scheduleSeconds"
        label="Retry schedule"
        optional
        mono
        placeholder="5 300 1800 7200 18000 36000 50400 72000 86400"
        defaultValue={destination?.retry.scheduleSeconds.join(" ")}
        help="Seconds before each retry. Empty is the Standard Webhooks ladder: 5 s, 5 min, 30 min, 2 to 24 h. Up to a tenth is added to each."
      />
      <div className="grid grid-cols-3 gap-4 max-md:grid-cols-1">
        <TextField
          name="timeoutMs"
          label="Timeout"
          optional
          inputMode="numeric"
          placeholder="15000"
          defaultValue={destination?.timeoutMs}
          help="Milliseconds, at most 15,000."
        />
        <TextField
          name="maxInflight"
          label="At once"
          optional
          inputMode="numeric"
          placeholder="10"
          defaultValue={destination?.maxInflight}
          help="Deliveries under way."
        />
        <TextField
          name="ratePerS"
          label="Rate"
          optional
          inputMode="decimal"
          placeholder="no limit"
          defaultValue={destination?.ratePerS ?? undefined}
          help="Deliveries a second."
        />
      </div>
      <TextareaField
        name="headers"
        label="Headers of your own"
        optional
        mono
        rows={2}
        placeholder="x-tenant: northwind"
        defaultValue={headers.join("\n")}
        help="One a line. Secrets do not belong here; verify the signature instead."
      />
    </>
  );
}
