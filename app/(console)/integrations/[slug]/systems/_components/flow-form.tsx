"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import type { ActionResult } from "#lib/core/result.ts";
import type { FlowDto } from "#lib/integrations/schema.ts";

type Props = {
  slug: string;
  flow?: FlowDto | undefined;
  systems: readonly string[];
  action: (input: unknown) => Promise<ActionResult<unknown>>;
};

const MODES = [
  { value: "event", word: "Event" },
  { value: "real_time", word: "Real-time" },
  { value: "batch", word: "Batch" },
];
const DIRECTIONS = [
  { value: "outbound", word: "One way" },
  { value: "bidirectional", word: "Both ways" },
];

export function FlowForm({ slug, flow, systems, action }: Props) {
  const ends = systems.map((name) => ({ value: name, word: name }));
  return (
    <ActionForm
      id={flow ? `flow-${flow.id}` : "flow"}
      action={action}
      done={flow ? "Saved." : "Added."}
      resetWhenDone={!flow}
    >
      {flow ? <HiddenField name="flowId" value={flow.id} /> : <HiddenField name="slug" value={slug} />}
      <TextField name="name" label="Name" defaultValue={flow?.name} maxLength={80} />
      <SelectField name="from" label="From" options={ends} defaultValue={flow?.from} />
      <SelectField name="to" label="To" options={ends} defaultValue={flow?.to ?? systems[1]} />
      <SelectField name="mode" label="Mode" options={MODES} defaultValue={flow?.mode ?? "event"} />
      <SelectField
        name="direction"
        label="Direction"
        options={DIRECTIONS}
        defaultValue={flow?.direction === "bidirectional" ? "bidirectional" : "outbound"}
      />
      <TextField
        name="trigger"
        label="Trigger"
        optional
        help="An event type, or a schedule."
        defaultValue={flow?.trigger}
        maxLength={200}
      />
      <TextareaField name="mapping" label="Mapping" optional rows={3} defaultValue={flow?.mapping} maxLength={4_000} />
      <div>
        <SubmitButton>{flow ? "Save flow" : "Add flow"}</SubmitButton>
      </div>
    </ActionForm>
  );
}
