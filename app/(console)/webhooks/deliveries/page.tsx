import type { Metadata } from "next";
import { Suspense } from "react";
import { deliveryStateLooks } from "#components/state/delivery-state.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { requireSession } from "#lib/web/session.ts";
import { versionOf } from "#lib/web/version-of.ts";
import { DELIVERY_STATES } from "#lib/webhooks/schema.ts";
import { sourceNames } from "#lib/webhooks/source-queries.ts";
import { countTraffic, deliveriesOverTime, destinationNames } from "#lib/webhooks/traffic-queries.ts";
import { Filters } from "../filter-form.tsx";
import { deliveriesOf } from "../lists.ts";
import { LiveFeed } from "../live-feed.tsx";
import { CHART_STEPS, TrafficChart } from "../over-time.tsx";
import { PanelSkeleton } from "../panel-skeleton.tsx";
import { rangeSegments } from "../ranges.ts";
import { discardRefusal, replayRefusal } from "../refusals.ts";
import { hrefOf, idOrNothing, type Params, readParams, type Search } from "../search.ts";
import { Selection } from "../selection.tsx";
import { waitingSentence } from "../waiting-sentence.tsx";
import { WebhooksHead } from "../webhooks-head.tsx";
import { DeliveriesTable } from "./deliveries-table.tsx";
import { DeliveryDrawer } from "./delivery-drawer.tsx";

export const metadata: Metadata = { title: "Deliveries" };

const PATH = "/webhooks/deliveries";
const SERIES = [
  { key: "delivered", word: "Delivered", look: "volume" },
  { key: "pending", word: "On the way", look: "info" },
  { key: "parked", word: "Parked", look: "park" },
  { key: "held", word: "Held", look: "warn" },
  { key: "dead", word: "Dead", look: "bad" },
] as const;

export default async function DeliveriesPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const [counts, sources, destinations, { items, next, range }] = await Promise.all([
    countTraffic(ctx, environment),
    sourceNames(ctx),
    destinationNames(ctx),
    deliveriesOf(ctx, params, environment),
  ]);
  const { delivery, ...kept } = params;
  const optionsOf = (rows: readonly { id: string; name: string; environment: string }[]) =>
    rows.filter((row) => row.environment === environment).map(({ id, name }) => ({ value: id, word: name }));
  return (
    <>
      <WebhooksHead
        here="deliveries"
        counts={counts}
        says={waitingSentence(counts, environment)}
        meta={`Environment ${environment}. One delivery is one event on one route; each ends delivered, dead or cancelled.`}
      />
      <FilterBar>
        <Filters
          path={PATH}
          params={params}
          search={{ name: "text", says: "Id, type or error" }}
          choices={[
            {
              name: "state",
              label: "State",
              options: DELIVERY_STATES.map((state) => ({ value: state, word: deliveryStateLooks[state].word })),
            },
            { name: "destination", label: "Destination", options: optionsOf(destinations) },
            { name: "source", label: "Source", options: optionsOf(sources) },
            { name: "type", label: "Type", placeholder: "order.*" },
            { name: "integration", label: "Integration", placeholder: "its short name" },
            { name: "event", label: "Event", placeholder: "its id" },
            { name: "replay", label: "Replay", placeholder: "its id" },
          ]}
        />
        <Segmented label="Made in" segments={rangeSegments(PATH, kept, range.key)} />
        <span className="ml-auto">
          <LiveFeed href={hrefOf("/api/live/deliveries", kept)} version={versionOf([counts, items])} />
        </span>
      </FilterBar>
      {range.from ? (
        <div className="mb-3">
          <Suspense fallback={<PanelSkeleton />}>
            <Volume params={params} from={range.from} environment={environment} says={range.says} />
          </Suspense>
        </div>
      ) : null}
      {items.length > 0 ? (
        <Selection replayRefusal={replayRefusal(ctx, environment)} discardRefusal={discardRefusal(ctx)}>
          <DeliveriesTable
            items={items}
            next={next}
            params={kept}
            path={PATH}
            csv="/api/live/deliveries.csv"
            selected={delivery}
          />
        </Selection>
      ) : (
        <Panel padded={false}>
          <EmptyState
            title={`No delivery like that in ${range.says}`}
            action={<LinkButton href={`${PATH}?range=all`}>Show all in {environment}</LinkButton>}
            command={`curl -H "Authorization: Bearer $TOKEN" "$PUBLIC_URL/api/v1/deliveries?environment=${environment}"`}
          >
            An event becomes a delivery for each route that wants its type. Without a route it is stored, and nothing is
            sent.
          </EmptyState>
        </Panel>
      )}
      {delivery ? <DeliveryDrawer ctx={ctx} id={delivery} rows={items} params={kept} path={PATH} /> : null}
    </>
  );
}

type VolumeProps = { params: Params; from: Date; environment: "test" | "live"; says: string };

async function Volume({ params, from, environment, says }: VolumeProps) {
  const { ctx } = await requireSession();
  const window = { environment, of: idOrNothing(params.destination), from, to: ctx.now(), steps: CHART_STEPS };
  return (
    <TrafficChart
      label={`Deliveries made in ${says}, by the state they have now`}
      series={SERIES}
      counted={await deliveriesOverTime(ctx, window)}
    />
  );
}
