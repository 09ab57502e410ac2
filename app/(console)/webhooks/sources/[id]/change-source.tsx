import { ActionButton } from "#components/form/action-button.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, TextField } from "#components/form/fields.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";
import { deleteSource, updateSource } from "../../actions.ts";

/** The rare verbs of a source: its name, its rate, its end. */
export function ChangeSource({ source, refusal }: { source: SourceDto; refusal?: string }) {
  return (
    <Section title="Change">
      {refusal ? null : (
        <ActionForm id="rename" action={updateSource} done="Saved." className="mb-4 grid max-w-96 gap-3">
          <HiddenField name="id" value={source.id} />
          <TextField name="name" label="Name" defaultValue={source.name} maxLength={80} />
          <TextField
            name="ratePerS"
            label="Requests a second"
            optional
            inputMode="numeric"
            defaultValue={source.ratePerS ?? ""}
            help="More are answered 429."
          />
          <div>
            <SubmitButton variant="secondary">Save</SubmitButton>
          </div>
        </ActionForm>
      )}
      <ActionButton
        variant="danger-quiet"
        action={deleteSource}
        input={{ id: source.id }}
        disabledReason={refusal}
        ask={{
          title: `Delete the source ${source.name}?`,
          says: "Its address answers 404 from now on, and the provider's requests are lost to us. Its events stay readable, and what waits is still delivered.",
          undo: "This cannot be undone: a new source has another address.",
          keep: "Keep it",
          act: "Delete the source",
          danger: true,
          typeName: source.name,
        }}
      >
        Delete source
      </ActionButton>
    </Section>
  );
}
