import type { Metadata } from "next";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayBytes, sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { requireSession } from "#lib/web/session.ts";
import { versionOf } from "#lib/web/version-of.ts";
import { countQuarantine } from "#lib/webhooks/quarantine-queries.ts";
import { sourceNames } from "#lib/webhooks/source-queries.ts";
import type { QuarantineRow } from "#lib/webhooks/source-schema.ts";
import { countTraffic } from "#lib/webhooks/traffic-queries.ts";
import { Filters } from "../filter-form.tsx";
import { ListFoot } from "../list-foot.tsx";
import { quarantineOf } from "../lists.ts";
import { LiveFeed } from "../live-feed.tsx";
import { hrefOf, type Params, readParams, type Search } from "../search.ts";
import { WebhooksHead } from "../webhooks-head.tsx";
import { reasonOptions, reasonWord } from "./reason-words.ts";
import { RequestDrawer } from "./request-drawer.tsx";

export const metadata: Metadata = { title: "Quarantine" };

const PATH = "/webhooks/quarantine";

export default async function QuarantinePage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const { request, ...kept } = params;
  const [counts, reasons, sources, { items, next }] = await Promise.all([
    countTraffic(ctx, environment),
    countQuarantine(ctx, environment),
    sourceNames(ctx),
    quarantineOf(ctx, kept, environment),
  ]);
  const { cursor: _cursor, ...first } = kept;
  const state = kept.state ?? "open";
  return (
    <>
      <WebhooksHead
        here="quarantine"
        counts={counts}
        says={sentence(reasons, environment)}
        meta={`Environment ${environment}. A refused request is kept with the reason; nothing of it was delivered.`}
      />
      <FilterBar>
        <Segmented
          label="Show"
          segments={[
            { href: hrefOf(PATH, { ...first, state: undefined }), word: "Open", here: state === "open" },
            { href: hrefOf(PATH, { ...first, state: "resolved" }), word: "Settled", here: state === "resolved" },
            { href: hrefOf(PATH, { ...first, state: "all" }), word: "All", here: state === "all" },
          ]}
        />
        <Filters
          path={PATH}
          params={kept}
          choices={[
            { name: "reason", label: "Reason", options: reasonOptions },
            {
              name: "source",
              label: "Source",
              options: sources
                .filter((each) => each.environment === environment)
                .map(({ id, name }) => ({ value: id, word: name })),
            },
          ]}
        />
        <span className="ml-auto">
          <LiveFeed href={hrefOf("/api/live/quarantine", kept)} version={versionOf([reasons, items])} />
        </span>
      </FilterBar>
      {items.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title={Object.keys(kept).length === 0 ? `Nothing was refused in ${environment}` : "Nothing is like that"}
            action={
              Object.keys(kept).length === 0 ? (
                <LinkButton href="/webhooks/events">See the events</LinkButton>
              ) : (
                <LinkButton href={PATH}>Show what is open</LinkButton>
              )
            }
          >
            A request whose signature, time or id does not hold is answered 401 or 409 and kept here, with what was
            expected and what came. When the secret was wrong on our side, correct it and release the request.
          </EmptyState>
        </Panel>
      ) : (
        <Requests items={items} next={next} params={kept} selected={request} />
      )}
      {request ? <RequestDrawer ctx={ctx} id={request} rows={items} params={kept} path={PATH} /> : null}
    </>
  );
}

function sentence(reasons: readonly { reason: string; count: number }[], environment: string) {
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  const [worst] = reasons;
  if (!worst) return `Nothing is in quarantine in ${environment}.`;
  const isMost = worst.count * 2 > total;
  return (
    <>
      <Door href={PATH} tone="warn">
        {sayMany(total, "request")}
      </Door>{" "}
      {total === 1 ? "was" : "were"} refused in {environment}
      {reasons.length === 1 ? `: ${reasonWord(worst.reason).toLowerCase()}.` : null}
      {reasons.length > 1 && !isMost ? ` for ${reasons.length} reasons.` : null}
      {reasons.length > 1 && isMost ? (
        <>
          , most for one reason:{" "}
          <Door href={hrefOf(PATH, { reason: worst.reason })}>{reasonWord(worst.reason).toLowerCase()}</Door>.
        </>
      ) : null}
    </>
  );
}

type TableProps = {
  items: readonly QuarantineRow[];
  next: string | null;
  params: Params;
  selected: string | undefined;
};

function Requests({ items, next, params, selected }: TableProps) {
  return (
    <Table
      label="Refused requests"
      head={
        <>
          <Th>Reason</Th>
          <Th wide>Source</Th>
          <Th wide>State</Th>
          <Th numeric wide>
            Size
          </Th>
          <Th numeric>Received</Th>
        </>
      }
      foot={
        <ListFoot
          path={PATH}
          params={params}
          count={items.length}
          next={next}
          words={["request", "requests"]}
          csv="/api/live/quarantine.csv"
        />
      }
    >
      {items.map((row) => (
        <Tr key={row.id} selected={row.id === selected}>
          <NameCell
            href={hrefOf(PATH, { ...params, request: row.id })}
            name={reasonWord(row.reason)}
            sub={row.detail}
            narrow={row.source}
          />
          <Td wide>{row.source}</Td>
          <Td wide className={row.resolution ? "text-ink-3" : "text-warn"}>
            {row.resolution ?? "open"}
          </Td>
          <Td numeric wide className="text-ink-2">
            {sayBytes(row.bytes)}
          </Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={row.receivedAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}
