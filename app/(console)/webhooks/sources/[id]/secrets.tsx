import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { SecretDto, SourceDto } from "#lib/webhooks/source-schema.ts";
import { retireSourceSecret } from "../../actions.ts";
import { AddSecret } from "./add-secret.tsx";

const tones = { active: "ok", retiring: "warn", retired: "quiet" } as const;

/** Values are never shown again: the last four characters and the fingerprint tell them apart. */
export function Secrets({ source, refusal }: { source: SourceDto; refusal?: string }) {
  const active = source.secrets.filter(({ state }) => state === "active").length;
  return (
    <Section
      title="Signing secrets"
      note="during a rotation both verify"
      aside={<AddSecret id={source.id} refusal={refusal} />}
    >
      <Table
        label="Signing secrets"
        sticky={false}
        head={
          <>
            <Th>Secret</Th>
            <Th>State</Th>
            <Th numeric wide>
              Last used
            </Th>
            <Th numeric wide>
              Added
            </Th>
            <Th numeric label="Verbs" />
          </>
        }
      >
        {source.secrets.map((secret) => (
          <Tr key={secret.id}>
            <NameCell name={`…${secret.lastFour}`} mono sub={<span className="mono">{secret.fingerprint}</span>} />
            <Td>
              <Chip tone={tones[secret.state]}>{secret.state}</Chip>{" "}
              {secret.retiresAt ? (
                <span className="text-12 text-ink-3">
                  <RelativeTime at={secret.retiresAt} />
                </span>
              ) : null}
            </Td>
            <Td numeric wide className="text-ink-3">
              {secret.lastUsedAt ? <RelativeTime at={secret.lastUsedAt} /> : "not yet"}
            </Td>
            <Td numeric wide className="text-ink-3">
              <RelativeTime at={secret.createdAt} />
            </Td>
            <Td numeric>
              {secret.state === "retired" || refusal ? null : (
                <Retire secret={secret} refusal={lastOne(secret, active)} />
              )}
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}

function lastOne({ state }: SecretDto, active: number): string | undefined {
  return state === "active" && active === 1 ? "The last one. Add another first." : undefined;
}

function Retire({ secret, refusal }: { secret: SecretDto; refusal?: string }) {
  return (
    <span className="inline-block text-left">
      <ActionButton
        size="s"
        action={retireSourceSecret}
        input={{ id: secret.id, afterHours: 0 }}
        disabledReason={refusal}
        done={`The secret …${secret.lastFour} no longer verifies.`}
        ask={{
          title: `Retire the secret …${secret.lastFour} now?`,
          says: "Requests that are signed with it are refused from this moment, and kept in quarantine.",
          undo: "Add the same secret again to take it back.",
          keep: "Keep it",
          act: "Retire it now",
          danger: true,
        }}
      >
        Retire now
      </ActionButton>
    </span>
  );
}
