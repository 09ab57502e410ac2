"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextareaField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { TrafficMode } from "#lib/gates/schema.ts";

type FormAct = (data: FormData) => Promise<ActionResult<unknown>>;
type Props = {
  slug: string;
  mode: TrafficMode;
  /** Blocked although the design gate passed: somebody stopped it. */
  stopped: boolean;
  refusal: string | null;
  stop: FormAct;
  release: FormAct;
};

/** Stops live traffic by hand, or takes the stop back. Nothing is lost meanwhile: events are stored and parked. */
export function TrafficForm({ slug, mode, stopped, refusal, stop, release }: Props) {
  const [open, setOpen] = useState(false);
  if (mode === "blocked" && !stopped) return null;
  const word = stopped ? "Take the stop back" : "Stop live traffic";
  const says = stopped
    ? "Traffic returns as far as the decisions that still stand allow. What is parked leaves in order."
    : "Live events are still verified, stored and answered 202. Nothing is sent until somebody takes the stop back.";
  const close = () => setOpen(false);
  return (
    <>
      <Button
        variant={stopped ? "secondary" : "danger-quiet"}
        disabledReason={refusal ?? undefined}
        onClick={() => setOpen(true)}
      >
        {word}
      </Button>
      {open ? (
        <Modal title={`${word} of ${slug}?`} description={says} onClose={close}>
          <ActionForm id="traffic" action={stopped ? release : stop} done="Done." onDone={close}>
            <HiddenField name="slug" value={slug} />
            <TextareaField name="reason" label="Why" help="At least 10 characters. Everybody sees it." rows={3} />
            <div className="flex justify-end gap-2">
              <Button onClick={close}>Leave it as it is</Button>
              <SubmitButton variant={stopped ? "primary" : "danger"} pendingWord="Working">
                {word}
              </SubmitButton>
            </div>
          </ActionForm>
        </Modal>
      ) : null}
    </>
  );
}
