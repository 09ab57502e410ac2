import { type DeliveryState, DeliveryStateTag } from "#components/state/delivery-state.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Note } from "#components/ui/note.tsx";
import { Payload } from "#components/ui/payload.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Ctx } from "#lib/core/ctx.ts";
import { getEvent } from "#lib/webhooks/event-queries.ts";
import type { EventDto, EventRow } from "#lib/webhooks/source-schema.ts";
import { HeadersList } from "../headers-list.tsx";
import { lookUp } from "../look-up.ts";
import { hrefOf, type Params, stepsAround } from "../search.ts";

type Props = { ctx: Ctx; id: string; rows: readonly EventRow[]; params: Params; path: string };

export async function EventDrawer({ ctx, id, rows, params, path }: Props) {
  const event = await lookUp(getEvent(ctx, id));
  const closeHref = hrefOf(path, params);
  if (event === null)
    return (
      <Drawer label="Event" bar="Not found" closeHref={closeHref}>
        <p className="text-14">No event of this workspace has this id. It may be past its retention.</p>
      </Drawer>
    );
  return (
    <Drawer
      label={`Event ${event.type}`}
      bar={<span className="mono truncate">{event.type}</span>}
      closeHref={closeHref}
      {...stepsAround(rows, event.id, (next) => hrefOf(path, { ...params, event: next }))}
      foot={
        <LinkButton href={hrefOf("/webhooks/deliveries", { event: event.id, range: "all" })}>
          Deliveries of this event
        </LinkButton>
      }
    >
      <p className="mb-4 text-14">{sentence(event)}</p>
      {event.conflicts > 0 ? (
        <div className="mb-4">
          <Note tone="warn" title={`${sayMany(event.conflicts, "request")} with the same id had another body.`}>
            They were answered 409 and put into quarantine. The first one is kept.
          </Note>
        </div>
      ) : null}
      <KeyValues rows={factsOf(event)} />
      <Section title="Deliveries">
        <Deliveries event={event} />
      </Section>
      <Section title="Body" note={event.contentType ?? "no content type"}>
        <Payload bytes={Buffer.from(event.bodyBase64, "base64")} sha256={event.sha256} label="Body" />
      </Section>
      <Section title="Headers" note="as received; credentials are not kept">
        <HeadersList headers={event.headers} />
      </Section>
    </Drawer>
  );
}

function sentence({ source, deliveries, duplicates }: EventDto) {
  const repeated =
    duplicates === 0 ? "" : ` The provider sent it ${sayMany(duplicates, "more time")}; it is stored once.`;
  if (deliveries.length === 0)
    return `${source} received it. No route wants this type, so nothing was sent; it stays stored.${repeated}`;
  const waiting = deliveries.filter(({ state }) => !["delivered", "dead", "cancelled"].includes(state)).length;
  const dead = deliveries.filter(({ state }) => state === "dead").length;
  const made = `${source} received it and made ${sayMany(deliveries.length, "delivery", "deliveries")}`;
  const rest = [waiting > 0 ? `${waiting} not ended` : "", dead > 0 ? `${dead} dead` : ""].filter(Boolean).join(", ");
  return `${made}${rest ? `: ${rest}` : ", all ended well"}.${repeated}`;
}

function factsOf(event: EventDto) {
  return [
    { key: "Event", value: <CopyId id={event.id} /> },
    { key: "Provider's id", value: <CopyId id={event.externalId} /> },
    { key: "Source", value: <TextLink href={`/webhooks/sources/${event.sourceId}`}>{event.source}</TextLink> },
    { key: "Environment", value: event.environment },
    { key: "Received", value: <LocalTime at={event.receivedAt} shape="exact" /> },
    { key: "Trace", value: <CopyId id={event.traceId} /> },
  ];
}

function Deliveries({ event }: { event: EventDto }) {
  if (event.deliveries.length === 0)
    return (
      <p className="text-13 text-ink-3">
        None. <TextLink href={`/webhooks/sources/${event.sourceId}#routes`}>See the source's routes</TextLink>
      </p>
    );
  return (
    <Table
      label="Deliveries of this event"
      dense
      sticky={false}
      head={
        <>
          <Th>Destination</Th>
          <Th>State</Th>
          <Th numeric>Tries</Th>
          <Th numeric>Made</Th>
        </>
      }
    >
      {event.deliveries.map((delivery) => (
        <Tr key={delivery.id}>
          <NameCell
            href={hrefOf("/webhooks/deliveries", { event: event.id, range: "all", delivery: delivery.id })}
            name={delivery.destination}
            sub={delivery.state === "delivered" ? undefined : delivery.lastError}
          />
          <Td>
            <DeliveryStateTag state={asState(delivery.state)} />
          </Td>
          <Td numeric>{delivery.attemptCount}</Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={delivery.createdAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function asState(word: string): DeliveryState {
  switch (word) {
    case "leased":
    case "held":
    case "parked":
    case "delivered":
    case "dead":
    case "cancelled":
      return word;
    default:
      return "pending";
  }
}
