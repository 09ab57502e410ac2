import type { Metadata } from "next";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { requireSession } from "#lib/web/session.ts";
import { versionOf } from "#lib/web/version-of.ts";
import { listCauses } from "#lib/webhooks/delivery-queries.ts";
import type { CauseGroup } from "#lib/webhooks/schema.ts";
import { countTraffic, destinationNames } from "#lib/webhooks/traffic-queries.ts";
import { DeliveriesTable } from "../deliveries/deliveries-table.tsx";
import { DeliveryDrawer } from "../deliveries/delivery-drawer.tsx";
import { Filters } from "../filter-form.tsx";
import { deadLettersOf, replaysOf } from "../lists.ts";
import { LiveFeed } from "../live-feed.tsx";
import { discardRefusal, replayRefusal } from "../refusals.ts";
import { hrefOf, readParams, type Search } from "../search.ts";
import { Selection } from "../selection.tsx";
import { WebhooksHead } from "../webhooks-head.tsx";
import { CausesTable } from "./causes-table.tsx";
import { Replays } from "./replays.tsx";

export const metadata: Metadata = { title: "Dead letters" };

const PATH = "/webhooks/dead-letters";

export default async function DeadLettersPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const { delivery, ...kept } = params;
  // A cause spans integrations and types: with one of these filters the single rows are meant.
  const isSingle =
    kept.by === "single" || ["destination", "integration", "type", "source", "text"].some((name) => kept[name]);
  // What the poll compares is read first: a row that dies meanwhile then makes one refresh too many, never one too few.
  const [counts, replays] = await Promise.all([countTraffic(ctx, environment), replaysOf(ctx, environment)]);
  const [groups, destinations, rows] = await Promise.all([
    listCauses(ctx, { environment }),
    destinationNames(ctx),
    isSingle || delivery ? deadLettersOf(ctx, kept, environment) : null,
  ]);
  const refusals = { replayRefusal: replayRefusal(ctx, environment), discardRefusal: discardRefusal(ctx) };
  return (
    <>
      <WebhooksHead
        here="dead-letters"
        counts={counts}
        says={sentence(groups, counts.dead, environment)}
        meta={`Environment ${environment}. A dead letter used up its retries or cannot be retried; its event stays stored.`}
      />
      <Replays replays={replays} refusal={refusals.replayRefusal} />
      <FilterBar>
        <Segmented
          label="Show"
          segments={[
            { href: PATH, word: "By cause", here: !isSingle },
            { href: `${PATH}?by=single`, word: "Single", here: isSingle },
          ]}
        />
        <Filters
          path={PATH}
          params={kept}
          choices={[
            {
              name: "destination",
              label: "Destination",
              options: destinations
                .filter((each) => each.environment === environment)
                .map(({ id, name }) => ({ value: id, word: name })),
            },
            { name: "type", label: "Type", placeholder: "order.*" },
            { name: "integration", label: "Integration", placeholder: "its short name" },
          ]}
        />
        <span className="ml-auto">
          <LiveFeed
            everyMs={2_000}
            href={hrefOf("/api/live/dead-letters", kept)}
            version={versionOf([counts.dead, replays])}
          />
        </span>
      </FilterBar>
      {counts.dead === 0 || rows?.items.length === 0 ? (
        <Panel padded={false}>
          <NothingDead environment={environment} isFiltered={counts.dead > 0} />
        </Panel>
      ) : isSingle && rows ? (
        <Selection {...refusals}>
          <DeliveriesTable
            items={rows.items}
            next={rows.next}
            params={{ ...kept, by: "single" }}
            path={PATH}
            csv="/api/live/dead-letters.csv"
            selected={delivery}
          />
        </Selection>
      ) : (
        <CausesTable groups={groups} environment={environment} path={PATH} {...refusals} />
      )}
      {delivery ? <DeliveryDrawer ctx={ctx} id={delivery} rows={rows?.items ?? []} params={kept} path={PATH} /> : null}
    </>
  );
}

function sentence(groups: readonly CauseGroup[], dead: number, environment: string) {
  if (dead === 0) return `No delivery is dead in ${environment}.`;
  const byDestination = Map.groupBy(groups, ({ destinationName }) => destinationName);
  const sums = [...byDestination].map(([name, of]) => ({ name, count: of.reduce((sum, { count }) => sum + count, 0) }));
  const [worst] = sums.sort((a, b) => b.count - a.count);
  const oldest = groups.map(({ first }) => first).sort()[0];
  return (
    <>
      <Door href={`${PATH}?by=single`} tone="bad">
        {sayMany(dead, "delivery", "deliveries")}
      </Door>{" "}
      {dead === 1 ? "is" : "are"} dead, from {sayMany(groups.length, "cause")}.
      {worst && sums.length > 1 ? ` ${sayCount(worst.count)} of them are for ${worst.name}.` : null}
      {oldest ? (
        <>
          {" "}
          The oldest died <RelativeTime at={oldest} />.
        </>
      ) : null}
    </>
  );
}

function NothingDead({ environment, isFiltered }: { environment: string; isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="Nothing matches these filters" action={<LinkButton href={PATH}>Show all causes</LinkButton>}>
        There are dead letters in {environment}, but none is like that.
      </EmptyState>
    );
  return (
    <EmptyState
      title="Nothing is dead"
      action={<LinkButton href="/webhooks/deliveries">See the deliveries</LinkButton>}
      command={`curl -H "Authorization: Bearer $TOKEN" "$PUBLIC_URL/api/v1/deliveries?state=dead"`}
    >
      When a destination refuses an event, or stays away until the retries are used up, the delivery is kept here with
      its reason. You replay it when the cause is gone.
    </EmptyState>
  );
}
