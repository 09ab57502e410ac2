import { CircleCheck, CircleMinus, Hourglass } from "lucide-react";
import { ActionButton } from "#components/form/action-button.tsx";
import { ActionForm } from "#components/form/action-form.tsx";
import { HiddenField, SelectField } from "#components/form/fields.tsx";
import { SecretField } from "#components/form/secret-field.tsx";
import { SubmitButton } from "#components/form/submit-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { type StateLook, StateTag } from "#components/ui/state-tag.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import type { SecretDto, SourceDto } from "#lib/webhooks/source-schema.ts";
import { addSourceSecret, retireSourceSecret } from "../actions.ts";

const looks: Record<SecretDto["state"], StateLook> = {
  active: { word: "Active", tone: "ok", icon: CircleCheck },
  retiring: { word: "Retiring", tone: "warn", icon: Hourglass },
  retired: { word: "Retired", tone: "quiet", icon: CircleMinus },
};

/** Which secrets verify, and the two steps of a rotation: add the new one, let the old one end. */
export function Secrets({ source, refusal }: { source: SourceDto; refusal: string | undefined }) {
  const several = source.activeSecrets > 1;
  return (
    <Section title="Signing secrets" note="Every active one verifies">
      <Table
        label="Signing secrets"
        sticky={false}
        head={
          <>
            <Th>Secret</Th>
            <Th>State</Th>
            <Th wide>Ends</Th>
            <Th wide>Last used</Th>
            <Th label="Verbs" />
          </>
        }
      >
        {source.secrets.map((secret) => (
          <Tr key={secret.id}>
            <Td className="mono">
              …{secret.lastFour} <span className="text-12 text-ink-3">{secret.fingerprint.slice(0, 6)}</span>
            </Td>
            <Td>
              <StateTag look={looks[secret.state]} />
            </Td>
            <Td wide className="text-ink-3">
              {secret.retiresAt ? <RelativeTime at={secret.retiresAt} /> : "stays"}
            </Td>
            <Td wide className="text-ink-3">
              {secret.lastUsedAt ? <RelativeTime at={secret.lastUsedAt} /> : "not yet"}
            </Td>
            <Td numeric>
              {secret.state === "retired" || !several || refusal ? null : (
                <ActionButton
                  size="s"
                  variant="ghost"
                  action={retireSourceSecret}
                  input={{ id: secret.id, afterHours: 0 }}
                  done="Retired."
                  ask={{
                    title: `Retire the secret ending in ${secret.lastFour} now?`,
                    says: "Requests signed with it are refused from this moment and kept in the quarantine.",
                    undo: "Add the secret again to undo it.",
                    keep: "Keep it",
                    act: "Retire it now",
                    danger: true,
                  }}
                >
                  Retire now
                </ActionButton>
              )}
            </Td>
          </Tr>
        ))}
      </Table>
      {refusal ? (
        <div className="mt-3">
          <Why>{refusal}</Why>
        </div>
      ) : (
        <ActionForm
          id="add-secret"
          action={addSourceSecret}
          done="Added. Both verify until the old one ends."
          resetWhenDone
          className="mt-4 grid max-w-96 gap-3"
        >
          <HiddenField name="id" value={source.id} />
          <SecretField name="secret" label="Add a secret" />
          <SelectField
            name="retireOthersAfterHours"
            label="The others keep verifying for"
            defaultValue="24"
            options={[
              { value: "1", word: "1 hour" },
              { value: "24", word: "24 hours" },
              { value: "72", word: "3 days" },
              { value: "168", word: "7 days" },
            ]}
          />
          <div>
            <SubmitButton variant="secondary" pendingWord="Adding">
              Add secret
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </Section>
  );
}
