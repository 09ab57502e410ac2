"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";
import { rotateDestinationSecret } from "../../actions.ts";
import { SecretShownOnce } from "../secret-shown-once.tsx";

export function RotateSecret({ id, refusal }: { id: string; refusal?: string }) {
  const [step, setStep] = useState<"closed" | "asking" | { secret: string }>("closed");
  const close = () => setStep("closed");
  return (
    <>
      <Button size="s" disabledReason={refusal} onClick={() => setStep("asking")}>
        Rotate
      </Button>
      {step === "asking" ? (
        <Modal
          title="Rotate the signing secret"
          description="A new one is made and shown once. Both sign until the old one ends."
          onClose={close}
        >
          <ActionForm
            id="rotate"
            action={rotateDestinationSecret}
            onDone={({ signingSecret }) => setStep({ secret: signingSecret })}
          >
            <HiddenField name="id" value={id} />
            <SelectField
              name="overlapHours"
              label="The old one signs for"
              defaultValue="24"
              options={[
                { value: "0", word: "no longer: it ends now" },
                { value: "1", word: "one more hour" },
                { value: "24", word: "one more day" },
                { value: "168", word: "seven more days" },
              ]}
            />
            <div>
              <SubmitButton pendingWord="Rotating">Rotate</SubmitButton>
            </div>
          </ActionForm>
        </Modal>
      ) : null}
      {typeof step === "object" ? <SecretShownOnce secret={step.secret} onClose={close} /> : null}
    </>
  );
}
