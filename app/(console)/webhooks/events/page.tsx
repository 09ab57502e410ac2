import type { Metadata } from "next";
import { Suspense } from "react";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { requireSession } from "#lib/web/session.ts";
import { versionOf } from "#lib/web/version-of.ts";
import { sourceNames } from "#lib/webhooks/source-queries.ts";
import { countTraffic, eventsOverTime } from "#lib/webhooks/traffic-queries.ts";
import { Filters } from "../filter-form.tsx";
import { eventsOf } from "../lists.ts";
import { LiveFeed } from "../live-feed.tsx";
import { CHART_STEPS, TrafficChart } from "../over-time.tsx";
import { PanelSkeleton } from "../panel-skeleton.tsx";
import { rangeSegments } from "../ranges.ts";
import { hrefOf, idOrNothing, type Params, readParams, type Search } from "../search.ts";
import { waitingSentence } from "../waiting-sentence.tsx";
import { WebhooksHead } from "../webhooks-head.tsx";
import { EventDrawer } from "./event-drawer.tsx";
import { EventsTable } from "./events-table.tsx";

export const metadata: Metadata = { title: "Events" };

const PATH = "/webhooks/events";
const SERIES = [
  { key: "received", word: "Received", look: "volume" },
  { key: "refused", word: "Refused, in quarantine", look: "warn" },
] as const;

export default async function EventsPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const [counts, sources, { items, next, range }] = await Promise.all([
    countTraffic(ctx, environment),
    sourceNames(ctx),
    eventsOf(ctx, params, environment),
  ]);
  const { event, ...kept } = params;
  const here = sources.filter((source) => source.environment === environment);
  return (
    <>
      <WebhooksHead
        here="events"
        counts={counts}
        says={waitingSentence(counts, environment)}
        meta={`Environment ${environment}. Every event here is verified and stored.`}
        actions={
          <LinkButton href="/webhooks/sources/new" variant={counts.sources === 0 ? "primary" : "secondary"}>
            New source
          </LinkButton>
        }
      />
      <FilterBar>
        <Filters
          path={PATH}
          params={params}
          search={{ name: "q", says: "Id, or text in the body" }}
          choices={[
            { name: "source", label: "Source", options: here.map(({ id, name }) => ({ value: id, word: name })) },
            { name: "type", label: "Type", placeholder: "invoice.*" },
            { name: "integration", label: "Integration", placeholder: "its short name" },
          ]}
        />
        <Segmented label="Received in" segments={rangeSegments(PATH, kept, range.key)} />
        <span className="ml-auto">
          <LiveFeed href={hrefOf("/api/live/events", kept)} version={versionOf([counts, items])} />
        </span>
      </FilterBar>
      {range.from && counts.sources > 0 ? (
        <div className="mb-3">
          <Suspense fallback={<PanelSkeleton />}>
            <Volume params={params} from={range.from} environment={environment} says={range.says} />
          </Suspense>
        </div>
      ) : null}
      {items.length > 0 ? (
        <EventsTable items={items} next={next} params={params} path={PATH} selected={event} />
      ) : (
        <Panel padded={false}>
          <NoEvents
            hasSources={here.length > 0}
            environment={environment}
            says={range.says}
            isFiltered={Boolean(params.q ?? params.type ?? params.source ?? params.integration)}
          />
        </Panel>
      )}
      {event ? <EventDrawer ctx={ctx} id={event} rows={items} params={kept} path={PATH} /> : null}
    </>
  );
}

type VolumeProps = { params: Params; from: Date; environment: "test" | "live"; says: string };

async function Volume({ params, from, environment, says }: VolumeProps) {
  const { ctx } = await requireSession();
  const window = { environment, of: idOrNothing(params.source), from, to: ctx.now(), steps: CHART_STEPS };
  return (
    <TrafficChart label={`Events received in ${says}`} series={SERIES} counted={await eventsOverTime(ctx, window)} />
  );
}

type EmptyProps = { hasSources: boolean; environment: string; says: string; isFiltered: boolean };

function NoEvents({ hasSources, environment, says, isFiltered }: EmptyProps) {
  if (hasSources)
    return (
      <EmptyState
        title={isFiltered ? "Nothing matches these filters" : `No event in ${says}`}
        action={<LinkButton href={`${PATH}?range=all`}>Show all in {environment}</LinkButton>}
      >
        {isFiltered
          ? `No event in ${environment}, received in ${says}, is like that.`
          : "The sources are there and listen. A refused request stands in quarantine."}
      </EmptyState>
    );
  return (
    <EmptyState
      title={`No source in ${environment} yet`}
      action={
        <LinkButton href="/webhooks/sources/new" variant="primary">
          New source
        </LinkButton>
      }
      command={`curl -H "Authorization: Bearer $TOKEN" --json '{"name":"billing","environment":"${environment}","preset":"stripe","secrets":["whsec_…"]}' $PUBLIC_URL/api/v1/sources`}
    >
      A source is an address that a provider sends events to. Each event is verified and stored before it is answered,
      and shows here.
    </EmptyState>
  );
}
