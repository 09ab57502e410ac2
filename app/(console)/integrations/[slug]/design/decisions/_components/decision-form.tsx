"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";

type Props = { slug: string; topic: string; action: (input: unknown) => Promise<ActionResult<unknown>> };

/** Options are written one a line; the chosen one is one of them. */
export function DecisionForm({ slug, topic, action }: Props) {
  const send = (data: FormData) => {
    const text = (name: string) => String(data.get(name) ?? "");
    const options = text("options")
      .split("\n")
      .map((option) => option.trim())
      .filter((option) => option !== "");
    return action({
      slug,
      topic: text("topic"),
      title: text("title"),
      context: text("context"),
      options,
      choice: text("choice").trim(),
      rationale: text("rationale"),
      consequences: text("consequences"),
      confirmation: text("confirmation"),
    });
  };
  return (
    <ActionForm id="decision" action={send} done="Proposed. Another person accepts it." resetWhenDone>
      <TextField
        name="topic"
        label="Topic"
        defaultValue={topic}
        help="One small word; rules look for provider and pattern."
        maxLength={40}
      />
      <TextField name="title" label="Title" maxLength={120} />
      <TextareaField name="context" label="Context" rows={3} maxLength={4_000} />
      <TextareaField name="options" label="Options" rows={3} help="At least two, one a line." />
      <TextField name="choice" label="Chosen" help="Exactly as it stands above." maxLength={200} />
      <TextareaField name="rationale" label="Why" rows={4} help="At least 40 characters." maxLength={4_000} />
      <TextareaField name="consequences" label="Consequences" rows={3} optional maxLength={4_000} />
      <TextareaField name="confirmation" label="How it is confirmed" rows={2} optional maxLength={4_000} />
      <div>
        <SubmitButton pendingWord="Proposing">Propose</SubmitButton>
      </div>
    </ActionForm>
  );
}
