import { type DeliveryState, DeliveryStateTag, deliveryStateLooks } from "#components/state/delivery-state.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayBytes } from "#components/ui/say-number.ts";
import { StateTag } from "#components/ui/state-tag.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { EventRow } from "#lib/webhooks/source-schema.ts";
import { ListFoot } from "../list-foot.tsx";
import { hrefOf, type Params } from "../search.ts";

type Props = {
  items: readonly EventRow[];
  next: string | null;
  params: Params;
  path: string;
  selected: string | undefined;
};

export function EventsTable({ items, next, params, path, selected }: Props) {
  return (
    <Table
      label="Events"
      dense
      head={
        <>
          <Th>Type</Th>
          <Th wide>Source</Th>
          <Th wide>Deliveries</Th>
          <Th wide className="max-lg:hidden">
            Provider's id
          </Th>
          <Th numeric wide className="max-lg:hidden">
            Size
          </Th>
          <Th numeric>Received</Th>
        </>
      }
      foot={
        <ListFoot
          path={path}
          params={params}
          count={items.length}
          next={next}
          words={["event", "events"]}
          csv="/api/live/events.csv"
        />
      }
    >
      {items.map((event) => (
        <Tr key={event.id} selected={event.id === selected}>
          <NameCell
            href={hrefOf(path, { ...params, event: event.id })}
            name={event.type}
            mono
            narrow={
              <>
                {event.source} <States deliveries={event.deliveries} />
              </>
            }
          />
          <Td wide>
            <span className="relative">
              <TextLink href={`/webhooks/sources/${event.sourceId}`}>{event.source}</TextLink>
            </span>
          </Td>
          <Td wide>
            <States deliveries={event.deliveries} />
            {event.duplicates > 0 ? <span className="text-12 text-ink-3"> · {event.duplicates} repeated</span> : null}
          </Td>
          <Td wide className="max-w-44 max-lg:hidden">
            <CopyId id={event.externalId} short />
          </Td>
          <Td numeric wide className="text-ink-2 max-lg:hidden">
            {sayBytes(event.bytes)}
          </Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={event.receivedAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function isState(word: string): word is DeliveryState {
  return word in deliveryStateLooks;
}

/** Each state of this event's deliveries, with its count when there are several. */
function States({ deliveries }: Pick<EventRow, "deliveries">) {
  if (deliveries.length === 0) return <span className="text-ink-3">no route wants it</span>;
  return (
    <span className="inline-flex flex-wrap gap-x-3">
      {deliveries.map(({ state, count }) =>
        !isState(state) ? null : count === 1 ? (
          <DeliveryStateTag key={state} state={state} />
        ) : (
          <StateTag key={state} look={deliveryStateLooks[state]}>
            {count} {deliveryStateLooks[state].word.toLowerCase()}
          </StateTag>
        ),
      )}
    </span>
  );
}
