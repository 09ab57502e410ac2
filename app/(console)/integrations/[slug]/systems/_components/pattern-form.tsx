"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { SelectField, TextareaField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { Pattern } from "#lib/integrations/schema.ts";

type Props = {
  slug: string;
  pattern: Pattern | null;
  options: readonly { value: Pattern; word: string; deviates: boolean }[];
  action: (input: unknown) => Promise<ActionResult<unknown>>;
};

export function PatternForm({ slug, pattern, options, action }: Props) {
  const [chosen, setChosen] = useState<string>(pattern ?? options[0]?.value ?? "");
  const asks = chosen !== pattern && (options.find((option) => option.value === chosen)?.deviates ?? false);
  const send = (data: FormData) =>
    action({
      slug,
      pattern: chosen,
      ...(asks ? { deviation: { rationale: String(data.get("deviation.rationale") ?? ""), consequences: "" } } : {}),
    });
  return (
    <ActionForm id="pattern" action={send} done="The pattern is chosen.">
      <SelectField
        name="pattern"
        label="Chosen"
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        options={options.map(({ value, word }) => ({ value, word }))}
      />
      {asks ? (
        <TextareaField
          name="deviation.rationale"
          label="Why not the recommended one?"
          help="At least 40 characters. It becomes a decision that another person accepts."
          maxLength={4_000}
        />
      ) : null}
      <div>
        <SubmitButton variant="secondary" {...(chosen === pattern ? { disabledReason: "It is chosen already" } : {})}>
          Choose
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
