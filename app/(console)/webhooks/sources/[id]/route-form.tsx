"use client";

import { useState } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/modal.tsx";
import { createRoute, updateRoute } from "../../actions.ts";

const TYPES_HELP = "Exact types, a beginning such as order.*, or * for all. Separate them with spaces.";

type AddProps = { sourceId: string; choices: readonly { id: string; name: string }[]; refusal?: string };

export function AddRoute({ sourceId, choices, refusal }: AddProps) {
  const [isOpen, setOpen] = useState(false);
  const [action, setAction] = useState("deliver");
  const noChoice = action === "deliver" && choices.length === 0;
  return (
    <>
      <Button size="s" disabledReason={refusal} onClick={() => setOpen(true)}>
        Add a route
      </Button>
      {isOpen ? (
        <Modal title="Add a route" onClose={() => setOpen(false)}>
          <ActionForm id="add-route" action={createRoute} done="Added the route." onDone={() => setOpen(false)}>
            <HiddenField name="sourceId" value={sourceId} />
            <SelectField
              name="action"
              label="What it does"
              value={action}
              onChange={(event) => setAction(event.target.value)}
              options={[
                { value: "deliver", word: "Deliver to a destination" },
                { value: "ignore", word: "Ignore: known, and wanted nowhere" },
              ]}
            />
            {action === "deliver" ? (
              <SelectField
                name="destinationId"
                label="Destination"
                options={choices.map(({ id, name }) => ({ value: id, word: name }))}
                help={choices.length === 0 ? "There is none in this environment yet. Create one first." : undefined}
              />
            ) : null}
            <TextField name="eventTypes" label="Types" mono defaultValue="*" help={TYPES_HELP} />
            <div>
              <SubmitButton pendingWord="Adding" disabledReason={noChoice ? "Create a destination first." : undefined}>
                Add the route
              </SubmitButton>
            </div>
          </ActionForm>
        </Modal>
      ) : null}
    </>
  );
}

type EditProps = { id: string; types: readonly string[]; to: string };

export function EditRoute({ id, types, to }: EditProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="s" onClick={() => setOpen(true)}>
        Edit
      </Button>
      {isOpen ? (
        <Modal
          title={`Types that go to ${to}`}
          description="Holds for events from now on."
          onClose={() => setOpen(false)}
        >
          <ActionForm id="edit-route" action={updateRoute} done="Saved the route." onDone={() => setOpen(false)}>
            <HiddenField name="id" value={id} />
            <TextField name="eventTypes" label="Types" mono defaultValue={types.join(" ")} help={TYPES_HELP} />
            <div>
              <SubmitButton>Save</SubmitButton>
            </div>
          </ActionForm>
        </Modal>
      ) : null}
    </>
  );
}
