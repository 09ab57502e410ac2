"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { FlagDto } from "#lib/flags/schema.ts";
import { FLAG_TYPE_WORDS, FLAG_TYPES, type FlagType } from "#lib/flags/words.ts";

type Props = {
  action: (data: FormData) => Promise<ActionResult<unknown>>;
  integrations: readonly { slug: string; name: string }[];
  people: readonly { id: string; name: string }[];
  /** The flag that is edited; none defines a new one. */
  flag?: FlagDto;
  /** Chosen in advance, when the page was opened from an integration. */
  integration?: string;
};

const TYPE_HELP: Record<FlagType, string> = {
  release: "Hides unfinished work. Take it out when the work is out.",
  experiment: "Compares two ways. It ends when one has won.",
  operational: "Changes how the system behaves under load.",
  kill_switch:
    "Running lets the integration's deliveries through, stopped holds them. It starts running in both environments.",
  permission: "Gives a part of the product to some. It stays.",
};

export function FlagForm({ action, integrations, people, flag, integration }: Props) {
  const [type, setType] = useState<FlagType>(flag?.type ?? "release");
  const kill = type === "kill_switch";
  const fallback = flag?.defaultValue ?? kill;
  return (
    <ActionForm id="flag" action={action} className="grid max-w-140 gap-4">
      {flag ? (
        <HiddenField name="key" value={flag.key} />
      ) : (
        <>
          <TextField
            name="key"
            label="Key"
            mono
            maxLength={100}
            spellCheck={false}
            placeholder={kill ? "pay.stripe.kill" : "checkout.annual-plans"}
            help="What code asks for: lower-case letters, digits, dots, dashes. It cannot be changed later."
          />
          <SelectField
            name="type"
            label="Type"
            value={type}
            onChange={(event) => setType(FLAG_TYPES.find((name) => name === event.target.value) ?? "release")}
            options={FLAG_TYPES.map((value) => ({ value, word: FLAG_TYPE_WORDS[value] }))}
            help={TYPE_HELP[type]}
          />
        </>
      )}
      <TextareaField
        name="description"
        label="What it does"
        rows={2}
        maxLength={500}
        defaultValue={flag?.description ?? ""}
        help="One sentence for whoever stands before the switch."
      />
      <SelectField
        name="integration"
        label="Integration"
        optional={!kill}
        defaultValue={flag?.integration?.slug ?? integration ?? ""}
        options={[
          { value: "", word: kill ? "Choose the one that it stops" : "None" },
          ...integrations.map(({ slug, name }) => ({ value: slug, word: name })),
        ]}
        help={kill ? "All its deliveries stop with this switch." : "The flag then counts in that integration's gates."}
      />
      <SelectField
        name="ownerId"
        label="Owner"
        defaultValue={flag?.owner?.id ?? ""}
        options={[
          { value: "", word: flag ? "Nobody" : "You" },
          ...people.map(({ id, name }) => ({ value: id, word: name })),
        ]}
      />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <SelectField
          key={String(kill)}
          name="defaultValue"
          label="Default in code"
          defaultValue={String(fallback)}
          options={[
            { value: "false", word: kill ? "false: traffic stops" : "false" },
            { value: "true", word: kill ? "true: traffic runs" : "true" },
          ]}
          help="What your code passes as its own default."
        />
        <SelectField
          name="onUnavailable"
          label="When flags cannot be read"
          defaultValue={flag?.onUnavailable ?? "default"}
          options={[
            { value: "default", word: "Use the default" },
            { value: "last_known", word: "Keep the last value" },
          ]}
        />
      </div>
      <TextField
        name="expiresAt"
        label="Take it out by"
        type="date"
        optional
        defaultValue={flag?.expiresAt?.slice(0, 10) ?? ""}
        help="After this day the flag counts as stale. Kill switches usually have none."
      />
      <div>
        <SubmitButton pendingWord={flag ? "Saving" : "Defining"}>{flag ? "Save flag" : "Define flag"}</SubmitButton>
      </div>
    </ActionForm>
  );
}
