import { DeliveryStateTag } from "#components/state/delivery-state.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { DeliveryDto } from "#lib/webhooks/schema.ts";
import { ListFoot } from "../list-foot.tsx";
import { hrefOf, type Params } from "../search.ts";

type Props = {
  items: readonly DeliveryDto[];
  next: string | null;
  params: Params;
  path: string;
  csv?: string;
  /** Without boxes to choose by: for a short list on another page. */
  isShort?: boolean;
  selected: string | undefined;
};

/** Rows to look at and to choose; what can be done to the chosen ones stands in the bar around it. */
export function DeliveriesTable({ items, next, params, path, csv, selected, isShort = false }: Props) {
  return (
    <Table
      label="Deliveries"
      dense
      head={
        <>
          {isShort ? null : (
            <Th className="w-9">
              <Checkbox name="all" aria-label="Choose all on this page" />
            </Th>
          )}
          <Th>Event</Th>
          <Th wide>State</Th>
          <Th wide>Route</Th>
          <Th wide className="max-lg:hidden">
            Why
          </Th>
          <Th numeric wide>
            Tries
          </Th>
          <Th numeric>Age</Th>
        </>
      }
      foot={
        <ListFoot
          path={path}
          params={params}
          count={items.length}
          next={next}
          words={["delivery", "deliveries"]}
          csv={csv}
        />
      }
    >
      {items.map((row) => (
        <Tr key={row.id} selected={row.id === selected}>
          {isShort ? null : (
            <Td>
              {/* Above the row's own link, which comes after it and covers the row. */}
              <span className="relative z-1">
                <Checkbox
                  name="delivery"
                  value={row.id}
                  aria-label={`Choose ${row.eventType} to ${row.destinationName}`}
                />
              </span>
            </Td>
          )}
          <NameCell
            href={hrefOf(path, { ...params, delivery: row.id })}
            name={row.eventType}
            mono
            narrow={
              <>
                <DeliveryStateTag state={row.state} /> {row.destinationName}
              </>
            }
          />
          <Td wide>
            <DeliveryStateTag state={row.state} />
          </Td>
          <Td wide className="max-w-64 truncate">
            <span className="text-ink-3">{row.sourceName} to</span> {row.destinationName}
            {row.replayNo > 0 ? <span className="text-ink-3"> · replay {row.replayNo}</span> : null}
          </Td>
          <Td wide className="max-w-72 truncate text-ink-2 max-lg:hidden">
            {row.why}
          </Td>
          <Td numeric wide>
            {row.attemptCount}
          </Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={row.createdAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}
