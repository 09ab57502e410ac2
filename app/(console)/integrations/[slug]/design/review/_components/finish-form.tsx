"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";

type Props = { reviewId: string; action: (input: unknown) => Promise<ActionResult<unknown>> };

const OUTCOMES = [
  { value: "passed", word: "Passed" },
  { value: "failed", word: "Failed" },
];

export function FinishForm({ reviewId, action }: Props) {
  return (
    <ActionForm id={`finish-${reviewId}`} action={action} done="The review has ended.">
      <HiddenField name="reviewId" value={reviewId} />
      <div className="grid grid-cols-2 gap-4 max-md:grid-cols-1">
        <SelectField name="outcome" label="Outcome" options={OUTCOMES} />
        <TextField name="openHighFindings" label="Open high findings" inputMode="numeric" defaultValue="0" />
      </div>
      <TextareaField name="notes" label="What was looked at, and what was found" rows={4} maxLength={4_000} />
      <div>
        <SubmitButton pendingWord="Ending">End the review</SubmitButton>
      </div>
    </ActionForm>
  );
}
