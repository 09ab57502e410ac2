"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { ErrorAction, ErrorClass } from "#lib/integrations/schema.ts";

const ACTIONS: readonly { value: ErrorAction; word: string }[] = [
  { value: "undecided", word: "Undecided" },
  { value: "retry", word: "Retry with backoff" },
  { value: "refresh_then_retry", word: "Refresh the token once, then fail" },
  { value: "dead_letter", word: "Dead letter, a person looks" },
  { value: "alert", word: "Log and alert, no retry" },
  { value: "ignore", word: "Ignore" },
];

type Row = { name: ErrorClass; word: { name: string; says: string }; rule: { action: ErrorAction; note: string } };
type Props = {
  slug: string;
  revision: number;
  rows: readonly Row[];
  refusal: string | null;
  action: (input: unknown) => Promise<ActionResult<unknown>>;
};

export function ErrorPolicyForm({ slug, revision, rows, refusal, action }: Props) {
  const send = (data: FormData) =>
    action({
      slug,
      baseRevision: revision,
      classes: Object.fromEntries(
        rows.map(({ name }) => [
          name,
          { action: String(data.get(`classes.${name}.action`)), note: String(data.get(`classes.${name}.note`) ?? "") },
        ]),
      ),
    });
  return (
    <ActionForm id="error-policy" action={send} done="The error policy is saved.">
      {rows.map(({ name, word, rule }) => (
        <fieldset
          key={name}
          className="grid grid-cols-[200px_240px_minmax(0,1fr)] gap-x-4 gap-y-2 border-line border-b pb-4 max-lg:grid-cols-1"
        >
          <legend className="sr-only">{word.name}</legend>
          <p className="text-13">
            <span className="font-medium">{word.name}</span>
            <span className="block text-12 text-ink-3">{word.says}</span>
          </p>
          <SelectField
            name={`classes.${name}.action`}
            label="Action"
            defaultValue={rule.action}
            options={ACTIONS}
            disabled={refusal !== null}
          />
          <TextField
            name={`classes.${name}.note`}
            label="Note"
            optional
            defaultValue={rule.note}
            readOnly={refusal !== null}
            maxLength={500}
          />
        </fieldset>
      ))}
      <div>
        <SubmitButton {...(refusal === null ? {} : { disabledReason: refusal })}>Save policy</SubmitButton>
      </div>
    </ActionForm>
  );
}
