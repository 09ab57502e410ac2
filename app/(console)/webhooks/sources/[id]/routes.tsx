import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";
import { deleteRoute, updateRoute } from "../../actions.ts";
import { AddRoute, EditRoute } from "./route-form.tsx";

type Props = {
  source: SourceDto;
  destinations: readonly { id: string; name: string; environment: "test" | "live" }[];
  refusal?: string;
};

/** Which types go where. A type that no route wants is stored and sent nowhere. */
export function Routes({ source, destinations, refusal }: Props) {
  const choices = destinations.filter(({ environment }) => environment === source.environment);
  const add = <AddRoute sourceId={source.id} choices={choices} refusal={refusal} />;
  return (
    <Section id="routes" title="Routes" note="every route that fits makes a delivery" aside={add}>
      {source.routeList.length === 0 ? (
        <p className="rounded-md border border-line bg-surface p-4 text-13 text-ink-3">
          None yet: events are stored, and nothing is sent. Add one to a destination, or ignore the types you know and
          do not want.
        </p>
      ) : (
        <Table
          label="Routes"
          sticky={false}
          head={
            <>
              <Th>Types</Th>
              <Th>To</Th>
              <Th wide>State</Th>
              <Th numeric label="Verbs" />
            </>
          }
        >
          {source.routeList.map((route) => (
            <Tr key={route.id}>
              <NameCell name={route.eventTypes.join(", ")} mono />
              <Td>
                {route.destinationId === null ? (
                  <span className="text-ink-3">nowhere, ignored</span>
                ) : (
                  <a className="text-accent hover:underline" href={`/webhooks/destinations/${route.destinationId}`}>
                    {route.destination}
                  </a>
                )}
              </Td>
              <Td wide>{route.enabled ? <Chip tone="ok">on</Chip> : <Chip>off</Chip>}</Td>
              <Td numeric>
                {refusal ? null : (
                  <span className="inline-flex flex-wrap items-start justify-end gap-1 text-left">
                    <EditRoute id={route.id} types={route.eventTypes} to={route.destination} />
                    <ActionButton
                      size="s"
                      action={updateRoute}
                      input={{ id: route.id, enabled: !route.enabled }}
                      undo={{ action: updateRoute, input: { id: route.id, enabled: route.enabled } }}
                      done={route.enabled ? "Turned the route off." : "Turned the route on."}
                    >
                      {route.enabled ? "Turn off" : "Turn on"}
                    </ActionButton>
                    <ActionButton
                      size="s"
                      variant="danger-quiet"
                      action={deleteRoute}
                      input={{ id: route.id }}
                      done="Removed the route."
                      ask={{
                        title: `Remove the route to ${route.destination}?`,
                        says: "New events make no delivery on it. What it made already is still delivered.",
                        undo: "Add the same route again; events of the time between are not delivered by it.",
                        keep: "Keep the route",
                        act: "Remove it",
                        danger: true,
                      }}
                    >
                      Remove
                    </ActionButton>
                  </span>
                )}
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}
