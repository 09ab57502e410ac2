import { BreakerStateTag } from "#components/state/breaker-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { Panel, Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { getLine } from "#lib/reports/queries.ts";
import type { LineDto } from "#lib/reports/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";

type Props = { params: Promise<{ slug: string }> };

/** What this integration receives and sends, in the environment of the top bar. */
export default async function WebhooksTab({ params }: Props) {
  const { slug } = await params;
  const { ctx, environment } = await requireSession();
  const integration = await loadIntegration(slug);
  const line = await getLine(ctx, integration.id, environment);
  const newSource = `/webhooks/sources/new?integration=${slug}`;
  if (line.sources.length === 0)
    return (
      <Panel padded={false}>
        <EmptyState
          title={`No ${environment} source yet`}
          action={
            <LinkButton href={newSource} variant="primary">
              New source
            </LinkButton>
          }
          command={`curl -X POST -H "Authorization: Bearer ilk_…" -d '{"name":"stripe","integration":"${slug}","environment":"${environment}","preset":"stripe","secrets":["whsec_…"]}' /api/v1/sources`}
        >
          A source is an inbound address for one provider: it verifies the signature, stores each event once and hands
          it to the routes.{" "}
          {environment === "live" ? "Live events stay parked until the verification gate opens." : null}
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <p className="mb-4 text-13 text-ink-2">
        <TextLink href={`/webhooks/events?integration=${slug}`}>Events</TextLink>
        {" · "}
        <TextLink href={`/webhooks/deliveries?integration=${slug}`}>Deliveries</TextLink>
        {" · "}
        <TextLink href={`/webhooks/dead-letters?integration=${slug}`}>
          {sayMany(line.waiting.dead, "dead letter")}
        </TextLink>
        {" · "}
        <TextLink href={`/webhooks/quarantine?integration=${slug}`}>Quarantine</TextLink>
      </p>
      <Sources line={line} href={newSource} environment={environment} />
      <Routes line={line} />
      <Destinations line={line} environment={environment} />
    </>
  );
}

function Sources({ line, href, environment }: { line: LineDto; href: string; environment: string }) {
  return (
    <Section
      title="Sources"
      note={`${line.sources.length} in ${environment}`}
      aside={
        <LinkButton href={href} size="s">
          New source
        </LinkButton>
      }
    >
      <Table
        label="Sources"
        head={
          <>
            <Th>Source</Th>
            <Th wide>Signature</Th>
            <Th>State</Th>
            <Th numeric>Last event</Th>
          </>
        }
      >
        {line.sources.map((source) => (
          <Tr key={source.id}>
            <NameCell href={`/webhooks/sources/${source.id}`} name={source.name} narrow={source.preset} />
            <Td wide>
              {source.preset}, {sayMany(source.secrets, "secret")}
            </Td>
            <Td>{source.state === "active" ? "Active" : "Paused"}</Td>
            <Td numeric>
              {source.lastEventAt ? (
                <RelativeTime at={source.lastEventAt} />
              ) : (
                <span className="text-ink-3">none yet</span>
              )}
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}

function Routes({ line }: { line: LineDto }) {
  return (
    <Section title="Routes" note={String(line.routes.length)}>
      {line.routes.length === 0 ? (
        <Panel>
          <p className="max-w-[62ch] text-13 text-ink-2">
            No route yet: events are stored and go nowhere. Open a source and choose a destination, or say which types
            you ignore on purpose.
          </p>
        </Panel>
      ) : (
        <Table
          label="Routes"
          head={
            <>
              <Th>From</Th>
              <Th>To</Th>
              <Th wide>Types</Th>
            </>
          }
        >
          {line.routes.map((route) => (
            <Tr key={route.id}>
              <NameCell name={route.source} narrow={route.eventTypes.join(", ")} />
              <Td>
                {route.destination ?? <span className="text-ink-3">ignored on purpose</span>}
                {route.enabled ? null : <span className="text-warn"> off</span>}
              </Td>
              <Td wide>
                <span className="mono text-ink-2">{route.eventTypes.join(", ")}</span>
              </Td>
            </Tr>
          ))}
        </Table>
      )}
    </Section>
  );
}

function Destinations({ line, environment }: { line: LineDto; environment: string }) {
  if (line.destinations.length === 0) return null;
  return (
    <Section title="Destinations" note={`${environment}, last 60 min`}>
      <Table
        label="Destinations"
        head={
          <>
            <Th>Destination</Th>
            <Th>Breaker</Th>
            <Th numeric>Wait</Th>
            <Th numeric>Delivered</Th>
            <Th numeric>Dead</Th>
          </>
        }
      >
        {line.destinations.map((destination) => (
          <Tr key={destination.id}>
            <NameCell
              href={`/webhooks/destinations/${destination.id}`}
              name={destination.name}
              sub={destination.statusReason}
            />
            <Td>
              {destination.status === "active" ? (
                <BreakerStateTag state={destination.breaker} />
              ) : (
                <span className="font-medium text-warn">{destination.status === "paused" ? "Paused" : "Disabled"}</span>
              )}
            </Td>
            <Td numeric>{sayCount(destination.waiting)}</Td>
            <Td numeric>{sayCount(destination.delivered)}</Td>
            <Td numeric>{sayCount(destination.failed)}</Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}
