import { ActionForm } from "#components/form/action-form.tsx";
import { CheckField, SelectField, TextareaField, TextField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { Checkbox, Radio } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { FormErrorSummary } from "#components/ui/form-error-summary.tsx";
import { Input } from "#components/ui/input.tsx";
import { Note } from "#components/ui/note.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { refuse } from "./actions.ts";
import { SaveStates } from "./save-states.tsx";

const presets = [
  { value: "stripe", word: "Stripe" },
  { value: "standard", word: "Standard Webhooks" },
];

export function FieldsPart() {
  return (
    <Section title="Fields" note="label above, help under, error beside">
      <Panel>
        <ActionForm id="source" action={refuse} className="grid grid-cols-2 gap-x-6 gap-y-5 max-md:grid-cols-1">
          <TextField name="name" label="Name" defaultValue="billing" help="Small letters, digits and dashes." />
          <TextField name="url" label="URL" defaultValue="http://10.0.0.8/hook" />
          <SelectField name="preset" label="Signature" options={presets} />
          <TextField name="timeout" label="Timeout" optional defaultValue="10 s" />
          <SecretField name="secret" label="Signing secret" kept={{ lastFour: "9Qe4", fingerprint: "4be1 09aa" }} />
          <SecretField name="next" label="Next secret" />
          <TextareaField name="notes" label="Notes" optional rows={2} />
          <div className="grid content-start gap-3">
            <CheckField name="probe" label="Send one first" help="Goes on only if it is delivered." defaultChecked />
            <Checkbox disabled>Skip delivered</Checkbox>
            <div className="flex gap-6">
              <Radio name="order" value="old" defaultChecked>
                Oldest first
              </Radio>
              <Radio name="order" value="new">
                Newest first
              </Radio>
            </div>
          </div>
          <div className="col-span-full">
            <SubmitButton>Add source</SubmitButton>
          </div>
        </ActionForm>
        <div className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 border-line border-t pt-4 max-md:grid-cols-1">
          <Field id="wrong" label="With an error" errors={["10.0.0.8 is a private address. Use a public one."]}>
            <Input id="wrong" aria-invalid aria-describedby="wrong-error" defaultValue="http://10.0.0.8" />
          </Field>
          <Field id="off" label="Read only" help="Set when the source was made.">
            <Input id="off" readOnly mono defaultValue="in/7fk2q9" aria-describedby="off-help" />
          </Field>
          <FormErrorSummary
            title="Two fields need another look."
            problems={[
              { fieldId: "wrong", message: "10.0.0.8 is a private address." },
              { message: "The route was changed meanwhile." },
            ]}
            reference="0192f3a1"
          />
          <div className="grid gap-3">
            <SaveStates />
            <Note tone="warn" title="The breaker of ledger is open.">
              The 19 are queued and held until a probe succeeds.
            </Note>
            <Note tone="quiet">Nothing is sent before.</Note>
          </div>
        </div>
      </Panel>
    </Section>
  );
}
