import { ItemStateTag } from "#components/state/item-state.tsx";
import { History } from "#components/ui/history.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { sayAction } from "#lib/audit/say-action.ts";
import { PATTERN_WORDS } from "#lib/integrations/policy.ts";
import { listActivity } from "#lib/reports/queries.ts";
import { requireCtx } from "#lib/web/session.ts";
import { nextGate } from "../_components/gate-progress.tsx";
import { LiveLine } from "./_components/live-line.tsx";
import { toneOfAction } from "./_components/tone-of-action.ts";
import { loadChecklist, loadIntegration, loadLine } from "./_load.ts";

/** The worst ones; the checklist has them all. */
const SHOWN = 8;

type Props = { params: Promise<{ slug: string }> };

export default async function IntegrationOverview({ params }: Props) {
  const { slug } = await params;
  const ctx = await requireCtx();
  const integration = await loadIntegration(slug);
  const [checklist, line, activity] = await Promise.all([
    loadChecklist(slug),
    loadLine(slug),
    listActivity(ctx, integration.id, { limit: 8 }),
  ]);
  const gate = checklist === null ? undefined : nextGate(checklist.gates);
  return (
    <>
      {checklist ? <LiveLine integration={integration} checklist={checklist} line={line} /> : null}
      <div className="mt-6">
        <WithAside
          aside={
            <>
              <Section title="Facts">
                <Panel>
                  <KeyValues rows={factRows(integration, line)} />
                </Panel>
              </Section>
              <Section title="Activity" aside={<TextLink href={`/integrations/${slug}/activity`}>All of it</TextLink>}>
                <History
                  entries={activity.items.map((entry) => ({
                    id: entry.seq,
                    tone: toneOfAction(entry.action),
                    title: sayAction({ ...entry, label: withoutSlug(entry.label, slug) }),
                    when: (
                      <>
                        <RelativeTime at={entry.at} />, {entry.actor}
                      </>
                    ),
                  }))}
                />
              </Section>
            </>
          }
        >
          {integration.description ? (
            <p className="mb-6 max-w-[62ch] text-14 text-ink-2">{integration.description}</p>
          ) : null}
          {gate && gate.blocking.length > 0 ? (
            <Section
              title={`What blocks the ${gate.gate} gate`}
              note={String(gate.blockingCount)}
              aside={
                <TextLink href={`/integrations/${slug}/checklist?gate=${gate.gate}&show=open`}>
                  {gate.blockingCount > SHOWN ? `All ${gate.blockingCount}` : "Whole checklist"}
                </TextLink>
              }
            >
              <Table
                label={`What blocks the ${gate.gate} gate`}
                head={
                  <>
                    <Th>Item</Th>
                    <Th wide>State</Th>
                    <Th wide>Why</Th>
                  </>
                }
              >
                {gate.blocking.slice(0, SHOWN).map((item) => (
                  <Tr key={item.key}>
                    <NameCell
                      href={`/integrations/${slug}/checklist?gate=${gate.gate}&item=${item.key}`}
                      name={item.wording}
                      sub={<span className="mono">{item.key}</span>}
                      narrow={
                        <>
                          <ItemStateTag state={item.state} /> {item.sentence}
                        </>
                      }
                    />
                    <Td wide>
                      <ItemStateTag state={item.state} />
                    </Td>
                    <Td wide className="text-ink-2">
                      {item.sentence}
                    </Td>
                  </Tr>
                ))}
              </Table>
            </Section>
          ) : null}
          {gate && gate.blocking.length === 0 && gate.state !== "passed" ? (
            <Section title="Next step">
              <Note
                tone="info"
                title={`Nothing blocks the ${gate.gate} gate.`}
                actions={
                  <LinkButton href={`/integrations/${slug}/gates?gate=${gate.gate}`} size="s">
                    Open the gate
                  </LinkButton>
                }
              >
                An ops member who wrote none of the evidence may decide it.
              </Note>
            </Section>
          ) : null}
          {gate && gate.blocking.length === 0 && gate.state === "passed" ? (
            <Section title="Next step">
              <Note>Nothing is left to prove. Watch the deliveries, and run the drills again before they expire.</Note>
            </Section>
          ) : null}
        </WithAside>
      </div>
    </>
  );
}

type Loaded = Awaited<ReturnType<typeof loadIntegration>>;

function factRows(integration: Loaded, line: Awaited<ReturnType<typeof loadLine>>) {
  const { slug, systems, flows, owners, pattern, provider } = integration;
  return [
    { key: "Slug", value: <span className="mono">{slug}</span> },
    { key: "Provider", value: provider ?? <span className="text-ink-3">not linked</span> },
    {
      key: "Inventory",
      value: (
        <TextLink href={`/integrations/${slug}/systems`}>
          {sayMany(systems.length, "system")}, {sayMany(flows.length, "flow")}
        </TextLink>
      ),
    },
    { key: "Pattern", value: pattern ? PATTERN_WORDS[pattern].name : <span className="text-ink-3">not chosen</span> },
    { key: "Live sources", value: String(line.sources.length) },
    { key: "Destinations", value: String(line.destinations.length) },
    {
      key: "Kill switches",
      value:
        line.killSwitches.length === 0 ? (
          <span className="text-ink-3">none</span>
        ) : (
          <span className="grid gap-0.5">
            {line.killSwitches.map((flag) => (
              <TextLink key={flag.key} href={`/flags/${flag.key}`}>
                <span className="mono">{flag.key}</span>, {flag.enabled ? "running" : "stopped"}
              </TextLink>
            ))}
          </span>
        ),
    },
    {
      key: "Owners",
      value:
        owners.length === 0 ? (
          <span className="text-ink-3">nobody yet</span>
        ) : (
          <span className="grid gap-0.5">
            {owners.map((owner) => (
              <span key={`${owner.userId} ${owner.discipline}`}>
                {owner.name} <span className="text-ink-3">{owner.discipline}</span>
              </span>
            ))}
          </span>
        ),
    },
  ];
}

/** On the page of an integration its own name need not be said again. */
function withoutSlug(label: string, slug: string): string {
  return label.startsWith(`${slug} `) ? label.slice(slug.length + 1) : label;
}
