import type { Metadata } from "next";
import { BreakerStateTag } from "#components/state/breaker-state.tsx";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireSession } from "#lib/web/session.ts";
import { listDestinations } from "#lib/webhooks/destination-queries.ts";
import type { DestinationDto } from "#lib/webhooks/schema.ts";
import { countTraffic } from "#lib/webhooks/traffic-queries.ts";
import { hrefOf, readParams, type Search } from "../search.ts";
import { WebhooksHead } from "../webhooks-head.tsx";
import { DestinationStatusTag } from "./destination-status.tsx";

export const metadata: Metadata = { title: "Destinations" };

const PATH = "/webhooks/destinations";

export default async function DestinationsPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const { integration } = await readParams(searchParams);
  const [counts, all] = await Promise.all([
    countTraffic(ctx, environment),
    listDestinations(ctx, { environment, integration }),
  ]);
  const items = all.toSorted((a, b) => urgency(b) - urgency(a));
  return (
    <>
      <WebhooksHead
        here="destinations"
        counts={counts}
        says={sentence(items, environment)}
        meta={`Environment ${environment}. A destination takes deliveries; it has its own limits, breaker and retry schedule.`}
        actions={
          <LinkButton href={`${PATH}/new`} variant="primary">
            New destination
          </LinkButton>
        }
      />
      {integration ? (
        <FilterBar>
          <FilterChip label="Integration" value={integration} clearHref={PATH} />
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title={`No destination in ${environment} yet`}
            action={
              <LinkButton href={`${PATH}/new`} variant="primary">
                New destination
              </LinkButton>
            }
            command={`curl -H "Authorization: Bearer $TOKEN" --json '{"name":"billing","environment":"${environment}","url":"https://billing.example/hooks"}' $PUBLIC_URL/api/v1/destinations`}
          >
            A destination is a URL of yours that takes events. Each delivery is signed as Standard Webhooks says,
            retried on its schedule, and held while the destination is down.
          </EmptyState>
        </Panel>
      ) : (
        <Table
          label="Destinations"
          head={
            <>
              <Th>Destination</Th>
              <Th>Status</Th>
              <Th wide>Breaker</Th>
              <Th numeric wide>
                Waiting
              </Th>
              <Th numeric>Dead</Th>
              <Th numeric wide className="max-lg:hidden">
                Delivered, 24 h
              </Th>
              <Th numeric wide>
                Last success
              </Th>
            </>
          }
        >
          {items.map((destination) => (
            <Row key={destination.id} destination={destination} />
          ))}
        </Table>
      )}
    </>
  );
}

function urgency({ status, breaker }: DestinationDto): number {
  if (status === "disabled") return 3;
  if (breaker === "open") return 2;
  return breaker === "half_open" || status === "paused" ? 1 : 0;
}

function sentence(items: readonly DestinationDto[], environment: string) {
  if (items.length === 0) return `No destination in ${environment} yet.`;
  const open = items.filter(({ breaker, status }) => breaker === "open" && status === "active");
  const off = items.filter(({ status }) => status !== "active");
  const held = items.reduce((sum, { counts }) => sum + counts.held, 0);
  if (open.length + off.length === 0)
    return `${sayMany(items.length, "destination")} in ${environment} ${items.length === 1 ? "is" : "are"} active, and no breaker is open.`;
  return (
    <>
      {open.length > 0 ? `The breaker of ${open.map(({ name }) => name).join(", ")} is open. ` : null}
      {off.length > 0 ? `${off.map(({ name, status }) => `${name} is ${status}`).join(", ")}. ` : null}
      {held > 0 ? (
        <>
          <Door href="/webhooks/deliveries?state=held&range=all" tone="warn">
            {sayMany(held, "delivery", "deliveries")}
          </Door>{" "}
          {held === 1 ? "is" : "are"} held.
        </>
      ) : null}
    </>
  );
}

function Row({ destination }: { destination: DestinationDto }) {
  const { id, name, url, status, breaker, breakerChangedAt, counts, lastSuccessAt } = destination;
  const waiting = counts.pending + counts.leased + counts.held + counts.parked;
  return (
    <Tr>
      <NameCell href={`${PATH}/${id}`} name={name} sub={url} narrow={<BreakerStateTag state={breaker} />} />
      <Td>
        <DestinationStatusTag status={status} />
      </Td>
      <Td wide>
        <BreakerStateTag
          state={breaker}
          since={breaker === "closed" ? undefined : <RelativeTime at={breakerChangedAt} />}
        />
      </Td>
      <Td numeric wide>
        <Count
          of={waiting}
          href={hrefOf("/webhooks/deliveries", { destination: id, state: "pending,leased,held,parked", range: "all" })}
        />
      </Td>
      <Td numeric>
        <Count of={counts.dead} href={hrefOf("/webhooks/dead-letters", { destination: id })} bad />
      </Td>
      <Td numeric wide className="text-ink-2 max-lg:hidden">
        {sayCount(counts.delivered24h)}
      </Td>
      <Td numeric wide className="text-ink-3">
        {lastSuccessAt ? <RelativeTime at={lastSuccessAt} /> : "never"}
      </Td>
    </Tr>
  );
}

function Count({ of, href, bad = false }: { of: number; href: string; bad?: boolean }) {
  if (of === 0) return <span className="text-ink-3">0</span>;
  return (
    <TextLink href={href} className={`relative ${bad ? "text-bad!" : ""}`}>
      {sayCount(of)}
    </TextLink>
  );
}
