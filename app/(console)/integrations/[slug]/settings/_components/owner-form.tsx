"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { addOwnerAction } from "../../actions.ts";

type Option = { value: string; word: string };

export function OwnerForm({
  slug,
  people,
  disciplines,
}: {
  slug: string;
  people: readonly Option[];
  disciplines: readonly Option[];
}) {
  return (
    <ActionForm id="owner" action={addOwnerAction} done="Added.">
      <HiddenField name="slug" value={slug} />
      <SelectField name="userId" label="Person" options={people} />
      <SelectField name="discipline" label="Discipline" options={disciplines} />
      <div>
        <SubmitButton pendingWord="Adding">Add owner</SubmitButton>
      </div>
    </ActionForm>
  );
}
