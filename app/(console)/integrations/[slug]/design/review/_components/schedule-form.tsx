"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";

type Props = {
  slug: string;
  people: readonly { value: string; word: string }[];
  action: (input: unknown) => Promise<ActionResult<unknown>>;
};

export function ScheduleForm({ slug, people, action }: Props) {
  return (
    <ActionForm id="schedule" action={action} done="The review is scheduled.">
      <HiddenField name="slug" value={slug} />
      <TextField name="scheduledFor" label="Day" type="date" />
      <SelectField name="reviewerId" label="Reviewer" options={people} help="Not you: who writes does not review." />
      <div>
        <SubmitButton pendingWord="Scheduling">Schedule</SubmitButton>
      </div>
    </ActionForm>
  );
}
