import { ActionButton } from "#components/form/action-button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { Why } from "#components/ui/why.tsx";
import { may } from "#lib/core/ctx.ts";
import type { FlowDto } from "#lib/integrations/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";
import {
  addFlowAction,
  addSystemAction,
  removeFlowAction,
  removeSystemAction,
  updateFlowAction,
  updateSystemAction,
} from "../actions.ts";
import { Diagram } from "./_components/diagram.tsx";
import { FlowForm } from "./_components/flow-form.tsx";
import { PatternPanel } from "./_components/pattern-panel.tsx";
import { SystemForm } from "./_components/system-form.tsx";

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ edit?: string | string[] }> };

const MODE_WORDS: Record<FlowDto["mode"], string> = { event: "Event", real_time: "Real-time", batch: "Batch" };

export default async function SystemsPage({ params, searchParams }: Props) {
  const { slug } = await params;
  const edit = [(await searchParams).edit].flat()[0];
  const { ctx } = await requireSession();
  const integration = await loadIntegration(slug);
  const { systems, flows } = integration;
  const base = `/integrations/${slug}/systems`;
  const refusal = integration.archivedAt
    ? "This integration is archived"
    : may(ctx, "designs:write")
      ? null
      : "Engineers and admins change the inventory";
  const system = systems.find((each) => each.id === edit);
  const flow = flows.find((each) => each.id === edit);
  const names = systems.map((each) => each.name);
  return (
    <WithAside
      aside={
        <>
          <PatternPanel integration={integration} refusal={refusal} />
          {refusal === null && system ? (
            <Section title={`Edit ${system.name}`} aside={<TextLink href={base}>Close</TextLink>}>
              <SystemForm key={system.id} slug={slug} system={system} action={updateSystemAction} />
            </Section>
          ) : null}
          {refusal === null && flow ? (
            <Section title={`Edit ${flow.name}`} aside={<TextLink href={base}>Close</TextLink>}>
              <FlowForm key={flow.id} slug={slug} flow={flow} systems={names} action={updateFlowAction} />
            </Section>
          ) : null}
          {refusal === null && edit === "system" ? (
            <Section title="Add a system" aside={<TextLink href={base}>Close</TextLink>}>
              <SystemForm slug={slug} action={addSystemAction} />
            </Section>
          ) : null}
          {refusal === null && edit === "flow" && names.length >= 2 ? (
            <Section title="Add a flow" aside={<TextLink href={base}>Close</TextLink>}>
              <FlowForm slug={slug} systems={names} action={addFlowAction} />
            </Section>
          ) : null}
        </>
      }
    >
      {flows.length > 0 ? <Diagram systems={systems} flows={flows} /> : null}
      <Section
        title="Systems"
        note={String(systems.length)}
        aside={
          refusal === null ? (
            <LinkButton href={`${base}?edit=system`} size="s" scroll={false}>
              Add system
            </LinkButton>
          ) : (
            <Why>{refusal}</Why>
          )
        }
      >
        {systems.length === 0 ? (
          <Panel>
            <p className="max-w-[62ch] text-13 text-ink-2">
              List every party: yours and theirs. The advisor reads the number, the report prints them, and a connection
              can be tied to one.
            </p>
          </Panel>
        ) : (
          <Table
            label="Systems"
            head={
              <>
                <Th>System</Th>
                <Th wide>Authentication</Th>
                <Th wide>API</Th>
                <Th numeric label="Change" />
              </>
            }
          >
            {systems.map((each) => (
              <Tr key={each.id} selected={each.id === edit}>
                <NameCell name={each.name} sub={each.kind} narrow={`${each.apiType}, ${each.authMethod}`} />
                <Td wide>{each.authMethod}</Td>
                <Td wide>
                  {each.apiType} <span className="text-ink-3">{each.version}</span>
                </Td>
                <Td numeric>
                  {refusal === null ? (
                    <span className="inline-flex items-center gap-2">
                      <TextLink href={`${base}?edit=${each.id}`} scroll={false}>
                        Edit
                      </TextLink>
                      <ActionButton
                        size="s"
                        variant="ghost"
                        action={removeSystemAction}
                        input={{ systemId: each.id }}
                        done={`${each.name} is removed.`}
                        ask={{
                          title: `Remove ${each.name}?`,
                          says: sayFlows(flows.filter((one) => one.fromId === each.id || one.toId === each.id)),
                          undo: "You can add it again by hand; its flows too.",
                          act: `Remove ${each.name}`,
                          keep: `Keep ${each.name}`,
                          danger: true,
                        }}
                      >
                        Remove
                      </ActionButton>
                    </span>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </Table>
        )}
      </Section>
      <Section
        title="Flows"
        note={String(flows.length)}
        aside={
          refusal === null && names.length >= 2 ? (
            <LinkButton href={`${base}?edit=flow`} size="s" scroll={false}>
              Add flow
            </LinkButton>
          ) : null
        }
      >
        {flows.length === 0 ? (
          <Panel>
            <p className="max-w-[62ch] text-13 text-ink-2">
              {names.length < 2
                ? "Two systems make a flow possible."
                : "Say what moves, from where to where, and when."}
            </p>
          </Panel>
        ) : (
          <Table
            label="Flows"
            head={
              <>
                <Th>Flow</Th>
                <Th wide>Mode</Th>
                <Th wide>Trigger</Th>
                <Th numeric label="Change" />
              </>
            }
          >
            {flows.map((each) => (
              <Tr key={each.id} selected={each.id === edit}>
                <NameCell
                  name={each.name}
                  sub={`${each.from} ${each.direction === "bidirectional" ? "and" : "to"} ${each.to}`}
                  narrow={`${MODE_WORDS[each.mode]} ${each.trigger}`}
                />
                <Td wide>{MODE_WORDS[each.mode]}</Td>
                <Td wide className="text-ink-2">
                  <span className="mono">{each.trigger}</span>
                </Td>
                <Td numeric>
                  {refusal === null ? (
                    <span className="inline-flex items-center gap-2">
                      <TextLink href={`${base}?edit=${each.id}`} scroll={false}>
                        Edit
                      </TextLink>
                      <ActionButton
                        size="s"
                        variant="ghost"
                        action={removeFlowAction}
                        input={{ flowId: each.id }}
                        done={`${each.name} is removed.`}
                        undo={{ action: addFlowAction, input: undoOf(slug, each) }}
                      >
                        Remove
                      </ActionButton>
                    </span>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </Table>
        )}
      </Section>
    </WithAside>
  );
}

function sayFlows(flows: readonly FlowDto[]): string {
  if (flows.length === 0) return "No flow uses it. You can add it again.";
  return `${flows.length === 1 ? "One flow goes" : `${flows.length} flows go`} with it: ${flows.map((flow) => flow.name).join(", ")}.`;
}

/** What `addFlow` takes to put it back; one type for both actions of the button. */
function undoOf(slug: string, flow: FlowDto) {
  const { id, name, from, to, direction, mode, trigger, mapping } = flow;
  return { flowId: id, slug, name, from, to, direction, mode, trigger, mapping };
}
