"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextareaField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Why } from "#components/ui/why.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { GateDetail } from "#lib/gates/schema.ts";

type Props = {
  slug: string;
  gate: GateDetail;
  canaryPercent: number;
  decide: (data: FormData) => Promise<ActionResult<unknown>>;
};

const APPROVE = { pass_design: "Approve the design", open_canary: "Approve canary", open_full: "Approve full traffic" };

/** The decision: one comment, two verbs, and the reason when one of them is not open to this person now. */
export function DecideForm({ slug, gate, canaryPercent, decide }: Props) {
  const word = gate.nextStep === null ? "Approve" : APPROVE[gate.nextStep];
  const steps = [
    { key: "open_canary", word: "1. Open canary", says: `${canaryPercent} % of live events` },
    { key: "open_full", word: "2. Open full", says: "after the bake time, on the same rules" },
  ];
  return (
    <ActionForm id="decide" action={decide} done="Decided." resetWhenDone>
      <HiddenField name="slug" value={slug} />
      <HiddenField name="gate" value={gate.gate} />
      {gate.gate === "verification" ? (
        <ol className="grid gap-1.5 text-13">
          {steps.map((step) => (
            <li key={step.key} className={step.key === gate.nextStep ? "" : "text-ink-3"}>
              <span className={step.key === gate.nextStep ? "font-medium" : ""}>{step.word}</span>
              <span className="block text-12 text-ink-3">{step.says}</span>
            </li>
          ))}
        </ol>
      ) : null}
      <TextareaField
        name="comment"
        label="Comment"
        help="Asked for when you send back. Kept with the evidence."
        placeholder="What you looked at, and why"
        rows={3}
      />
      <div className="grid justify-items-start gap-2">
        {gate.approveRefusal === null ? (
          <SubmitButton name="decision" value="approve" pendingWord="Deciding">
            {word}
          </SubmitButton>
        ) : (
          <Button variant="primary" disabledReason={gate.approveRefusal}>
            {word}
          </Button>
        )}
        {gate.rejectRefusal === null ? (
          <SubmitButton name="decision" value="reject" variant="secondary" pendingWord="Deciding">
            Send back
          </SubmitButton>
        ) : null}
      </div>
      {gate.rejectRefusal !== null && gate.approveRefusal !== gate.rejectRefusal ? (
        <Why>{gate.rejectRefusal}</Why>
      ) : null}
    </ActionForm>
  );
}
