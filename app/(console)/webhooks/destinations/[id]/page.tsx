import type { Metadata } from "next";
import { Chip } from "#components/ui/chip.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { Door } from "#components/ui/door.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { Note } from "#components/ui/note.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount } from "#components/ui/say-number.ts";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { listDeliveries } from "#lib/webhooks/delivery-queries.ts";
import { getDestination } from "#lib/webhooks/destination-queries.ts";
import type { DestinationDto } from "#lib/webhooks/schema.ts";
import { DeliveriesTable } from "../../deliveries/deliveries-table.tsx";
import { operateRefusal, writeRefusal } from "../../refusals.ts";
import { hrefOf } from "../../search.ts";
import { EditDestinationForm } from "../destination-form.tsx";
import { DestinationStatusTag } from "../destination-status.tsx";
import { BreakerPanel } from "./breaker-panel.tsx";
import { DeleteDestination, DestinationVerbs } from "./destination-verbs.tsx";
import { SigningSecrets } from "./signing-secrets.tsx";

export const metadata: Metadata = { title: "Destination" };

export default async function DestinationPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const destination = await found(getDestination(ctx, id));
  const { items } = await listDeliveries(ctx, { destination: destination.id, limit: 8 });
  const refusal = writeRefusal(ctx, destination.environment);
  return (
    <>
      <ObjectHead
        name={destination.name}
        tags={
          <>
            <Chip tone={destination.environment === "live" ? "bad" : "quiet"}>{destination.environment}</Chip>
            <DestinationStatusTag status={destination.status} />
          </>
        }
        says={<span className="mono [overflow-wrap:anywhere]">{destination.url}</span>}
        meta={<TextLink href="/webhooks/destinations">All destinations</TextLink>}
        actions={<DestinationVerbs destination={destination} operate={operateRefusal(ctx)} />}
      />
      {destination.status === "active" ? null : (
        <div className="mb-4">
          <Note tone={destination.status === "disabled" ? "bad" : "warn"} title={`It is ${destination.status}.`}>
            {destination.statusReason || "No reason was given."} Since <LocalTime at={destination.statusChangedAt} />.
            What is for it waits, and nothing is lost.
          </Note>
        </div>
      )}
      <WithAside aside={<Facts destination={destination} />}>
        <Section title="Breaker" note="opens when 7 of 10 fail, and probes before it closes">
          <BreakerPanel destination={destination} />
        </Section>
        <Section
          title="Recent deliveries"
          aside={
            <TextLink href={hrefOf("/webhooks/deliveries", { destination: destination.id, range: "all" })}>
              All to {destination.name}
            </TextLink>
          }
        >
          {items.length === 0 ? (
            <Panel>
              <p className="text-13 text-ink-3">None yet. A source needs a route to this destination.</p>
            </Panel>
          ) : (
            <DeliveriesTable
              isShort
              items={items}
              next={null}
              params={{ destination: destination.id, range: "all" }}
              path="/webhooks/deliveries"
              selected={undefined}
            />
          )}
        </Section>
        <SigningSecrets destination={destination} refusal={refusal} />
        <Section title="Settings">
          <Panel>
            <EditDestinationForm destination={destination} refusal={refusal} />
          </Panel>
        </Section>
        <Section title="Delete">
          <DeleteDestination destination={destination} refusal={refusal} />
        </Section>
      </WithAside>
    </>
  );
}

function Facts({ destination }: { destination: DestinationDto }) {
  const { id, counts, integration, routes, lastSuccessAt, lastFailureAt, quietUntil, createdAt } = destination;
  const door = (state: string, count: number, tone: "ink" | "warn" | "park" | "bad") =>
    count === 0 ? (
      <span className="text-ink-3">0</span>
    ) : (
      <Door
        tone={tone}
        href={
          state === "dead"
            ? hrefOf("/webhooks/dead-letters", { destination: id })
            : hrefOf("/webhooks/deliveries", { destination: id, state, range: "all" })
        }
      >
        {sayCount(count)}
      </Door>
    );
  const age = (at: string | null) => (at ? <RelativeTime at={at} /> : "never");
  const rows: KeyValue[] = [
    { key: "On the way", value: door("pending,leased", counts.pending + counts.leased, "ink") },
    { key: "Held", value: door("held", counts.held, "warn") },
    { key: "Parked", value: door("parked", counts.parked, "park") },
    { key: "Dead", value: door("dead", counts.dead, "bad") },
    { key: "Delivered, 24 h", value: sayCount(counts.delivered24h) },
    { key: "Last success", value: age(lastSuccessAt) },
    { key: "Last failure", value: age(lastFailureAt) },
    ...(quietUntil
      ? [
          {
            key: "Asked for quiet",
            value: (
              <>
                until <LocalTime at={quietUntil} shape="seconds" />
              </>
            ),
          },
        ]
      : []),
    {
      key: "Integration",
      value: integration ? <TextLink href={`/integrations/${integration}`}>{integration}</TextLink> : "none",
    },
    {
      key: "Routes",
      value:
        routes.length === 0 ? (
          <span className="text-warn">none leads here</span>
        ) : (
          <ul>
            {routes.map((route) => (
              <li key={route.id}>
                <TextLink href={`/webhooks/sources/${route.sourceId}#routes`}>{route.sourceName}</TextLink>{" "}
                <span className="mono text-12 text-ink-3">
                  {route.eventTypes.join(" ")}
                  {route.enabled ? "" : ", off"}
                </span>
              </li>
            ))}
          </ul>
        ),
    },
    { key: "Created", value: <LocalTime at={createdAt} /> },
    { key: "Id", value: <CopyId id={id} short /> },
  ];
  return (
    <Section title="Now">
      <KeyValues rows={rows} />
    </Section>
  );
}
