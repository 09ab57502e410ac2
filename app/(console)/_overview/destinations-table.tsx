import { BreakerStateTag } from "#components/state/breaker-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount } from "#components/ui/say-number.ts";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { DestinationHealthDto } from "#lib/reports/schema.ts";

type Props = { destinations: readonly DestinationHealthDto[]; environment: string };

export function DestinationsTable({ destinations, environment }: Props) {
  if (destinations.length === 0) return null;
  return (
    <Section title="Destinations" note={`${environment}, last 60 min`}>
      <Table
        dense
        label="Destinations"
        head={
          <>
            <Th>Destination</Th>
            <Th>Breaker</Th>
            <Th numeric>Wait</Th>
            <Th numeric wide>
              Delivered
            </Th>
            <Th numeric wide>
              Dead
            </Th>
          </>
        }
      >
        {destinations.map((each) => (
          <Tr key={each.id}>
            <NameCell href={`/webhooks/destinations/${each.id}`} name={each.name} />
            <Td>
              {each.status === "active" ? (
                <BreakerStateTag
                  state={each.breaker}
                  since={each.breaker === "closed" ? undefined : <RelativeTime at={each.breakerSince} />}
                />
              ) : (
                <span className="font-medium text-warn">{each.status === "paused" ? "Paused" : "Disabled"}</span>
              )}
            </Td>
            <Td numeric>{sayCount(each.waiting)}</Td>
            <Td numeric wide>
              {sayCount(each.delivered)}
            </Td>
            <Td numeric wide>
              {sayCount(each.failed)}
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}
