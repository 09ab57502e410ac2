"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";
import { addSourceSecret } from "../../actions.ts";

/** A rotation without a gap: the new one verifies at once, the old ones a while longer. */
export function AddSecret({ id, refusal }: { id: string; refusal?: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" disabledReason={refusal} onClick={() => setOpen(true)}>
        Add a secret
      </Button>
      {isOpen ? (
        <Modal
          title="Add a signing secret"
          description="It verifies at once, beside those that are there."
          onClose={() => setOpen(false)}
        >
          <ActionForm id="add-secret" action={addSourceSecret} done="Added the secret." onDone={() => setOpen(false)}>
            <HiddenField name="id" value={id} />
            <SecretField name="secret" label="New secret" />
            <SelectField
              name="retireOthersAfterHours"
              label="The older ones verify for"
              defaultValue="24"
              options={[
                { value: "1", word: "one more hour" },
                { value: "24", word: "one more day" },
                { value: "72", word: "three more days" },
                { value: "168", word: "seven more days" },
              ]}
              help="Long enough for every sender to change over."
            />
            <div>
              <SubmitButton pendingWord="Adding">Add the secret</SubmitButton>
            </div>
          </ActionForm>
        </Modal>
      ) : null}
    </>
  );
}
