import { ActionButton } from "#components/form/action-button.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import { DISCIPLINES, KIND_WORDS } from "#lib/integrations/policy.ts";
import { listPeople } from "#lib/integrations/queries.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";
import { archiveIntegrationAction, removeOwnerAction, restoreIntegrationAction } from "../actions.ts";
import { AboutForm } from "./_components/about-form.tsx";
import { OwnerForm } from "./_components/owner-form.tsx";

type Props = { params: Promise<{ slug: string }> };

export default async function IntegrationSettingsPage({ params }: Props) {
  const { slug } = await params;
  const { ctx } = await requireSession();
  const [integration, people] = await Promise.all([loadIntegration(slug), listPeople(ctx)]);
  const { owners, name, archivedAt, trafficMode, kind } = integration;
  const role = may(ctx, "designs:write") ? null : "Engineers and admins change an integration";
  const refusal = archivedAt ? "This integration is archived. Restore it to change it" : role;
  const carries = trafficMode === "canary" || trafficMode === "live";
  return (
    <WithAside
      aside={
        <>
          <Section title="Address">
            <Panel>
              <KeyValues
                rows={[
                  { key: "Slug", value: <span className="mono">{slug}</span> },
                  { key: "Kind", value: KIND_WORDS[kind].name },
                ]}
              />
              <p className="mt-3 text-12 text-ink-3">
                Both stay as they are: URLs, API paths and the checklist hang on them.
              </p>
            </Panel>
          </Section>
          {refusal === null ? (
            <Section title="Add an owner">
              <OwnerForm
                slug={slug}
                people={people.map((person) => ({ value: person.id, word: `${person.name} (${person.role})` }))}
                disciplines={DISCIPLINES.map((word) => ({ value: word, word }))}
              />
            </Section>
          ) : null}
        </>
      }
    >
      <Section title="About">
        <Panel>
          <AboutForm integration={integration} refusal={refusal} />
        </Panel>
      </Section>
      <Section title="Owners" note={String(owners.length)}>
        {owners.length === 0 ? (
          <Panel>
            <p className="text-13 text-ink-2">
              Nobody owns this integration. Name who answers for it; alerts and reviews say their names.
            </p>
          </Panel>
        ) : (
          <Table
            label="Owners"
            head={
              <>
                <Th>Person</Th>
                <Th>Discipline</Th>
                <Th numeric label="Change" />
              </>
            }
          >
            {owners.map((owner) => (
              <Tr key={`${owner.userId} ${owner.discipline}`}>
                <NameCell name={owner.name} />
                <Td>{owner.discipline}</Td>
                <Td numeric>
                  {refusal === null ? (
                    <ActionButton
                      size="s"
                      variant="ghost"
                      action={removeOwnerAction}
                      input={{ slug, userId: owner.userId, discipline: owner.discipline }}
                      done={`${owner.name} owns ${owner.discipline} no more.`}
                    >
                      Remove
                    </ActionButton>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </Table>
        )}
      </Section>
      <Section title={archivedAt ? "Restore" : "Archive"}>
        <Panel>
          <p className="mb-3 max-w-[62ch] text-13 text-ink-2">
            {archivedAt
              ? "It is hidden from the lists and cannot be changed. Restoring brings it back as it was; its gates are proven anew."
              : "Hides it from the lists and makes it read-only. Nothing is deleted, and it can be restored."}
          </p>
          {role ? (
            <Why>{role}</Why>
          ) : archivedAt ? (
            <ActionButton action={restoreIntegrationAction} input={{ slug }} done={`${name} is back.`}>
              Restore {name}
            </ActionButton>
          ) : carries ? (
            <Why>{name} carries live traffic. Ask ops to stop it first</Why>
          ) : (
            <ActionButton
              variant="danger"
              action={archiveIntegrationAction}
              input={{ slug }}
              done={`${name} is archived.`}
              ask={{
                title: `Archive ${name}?`,
                says: "It leaves the lists and cannot be changed. Its sources keep receiving; what it holds stays stored.",
                undo: "You can restore it on this page.",
                act: `Archive ${name}`,
                keep: `Keep ${name}`,
                danger: true,
              }}
            >
              Archive {name}
            </ActionButton>
          )}
        </Panel>
      </Section>
    </WithAside>
  );
}
