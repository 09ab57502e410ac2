import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SourceStateTag } from "#components/webhooks/source-state.tsx";
import { requireSession } from "#lib/web/session.ts";
import { listSources } from "#lib/webhooks/source-queries.ts";
import { SourceFilter, type SourceRow } from "#lib/webhooks/source-schema.ts";
import { countTraffic } from "#lib/webhooks/traffic-queries.ts";
import { Filters } from "../filter-form.tsx";
import { ListFoot } from "../list-foot.tsx";
import { keepReadable, readParams, type Search } from "../search.ts";
import { WebhooksHead } from "../webhooks-head.tsx";

export const metadata: Metadata = { title: "Sources" };

const PATH = "/webhooks/sources";

export default async function SourcesPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = await readParams(searchParams);
  const [counts, { items, next }] = await Promise.all([
    countTraffic(ctx, environment),
    listSources(ctx, { ...keepReadable(SourceFilter, params), environment }),
  ]);
  return (
    <>
      <WebhooksHead
        here="sources"
        counts={counts}
        says={sentence(items, counts.sources, counts.pausedSources, environment)}
        meta={`Environment ${environment}. A source is an address that one provider sends signed events to.`}
        actions={
          <LinkButton href={`${PATH}/new`} variant="primary">
            New source
          </LinkButton>
        }
      />
      {counts.sources > 0 ? (
        <FilterBar>
          <Filters
            path={PATH}
            params={params}
            search={{ name: "q", says: "Name" }}
            choices={[{ name: "integration", label: "Integration", placeholder: "its short name" }]}
          />
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <Panel padded={false}>
          <NoSources environment={environment} isFiltered={counts.sources > 0} />
        </Panel>
      ) : (
        <Table
          label="Sources"
          head={
            <>
              <Th>Source</Th>
              <Th>State</Th>
              <Th wide>Signature</Th>
              <Th wide className="max-lg:hidden">
                Integration
              </Th>
              <Th numeric wide>
                Secrets
              </Th>
              <Th numeric wide>
                Routes
              </Th>
              <Th numeric>Last event</Th>
            </>
          }
          foot={<ListFoot path={PATH} params={params} count={items.length} next={next} words={["source", "sources"]} />}
        >
          {items.map((source) => (
            <Row key={source.id} source={source} />
          ))}
        </Table>
      )}
    </>
  );
}

function sentence(items: readonly SourceRow[], total: number, paused: number, environment: string) {
  if (total === 0) return `No source in ${environment} yet.`;
  const silent = items.filter(({ lastEventAt }) => lastEventAt === null).length;
  const unrouted = items.filter(({ routes }) => routes === 0).length;
  return [
    `${sayMany(total, "source")} ${total === 1 ? "listens" : "listen"} in ${environment}.`,
    paused > 0 ? `${paused} ${paused === 1 ? "is" : "are"} paused: what arrives is stored and held.` : "",
    silent > 0 ? `${silent} ${silent === 1 ? "has" : "have"} received nothing yet.` : "",
    unrouted > 0 ? `${unrouted} ${unrouted === 1 ? "leads" : "lead"} nowhere.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function Row({ source }: { source: SourceRow }) {
  const { id, name, state, preset, integrationSlug, integrationName, activeSecrets, routes, lastEventAt } = source;
  return (
    <Tr>
      <NameCell href={`${PATH}/${id}`} name={name} sub={source.ingestUrl} narrow={preset} />
      <Td>
        <SourceStateTag state={state} />
      </Td>
      <Td wide className="mono text-12">
        {preset}
      </Td>
      <Td wide className="max-lg:hidden">
        {integrationSlug ? (
          <span className="relative">
            <TextLink href={`/integrations/${integrationSlug}`}>{integrationName}</TextLink>
          </span>
        ) : (
          <span className="text-ink-3">none</span>
        )}
      </Td>
      <Td numeric wide className={activeSecrets === 0 ? "text-bad" : undefined}>
        {activeSecrets}
      </Td>
      <Td numeric wide className={routes === 0 ? "text-warn" : undefined}>
        {routes === 0 ? "none" : routes}
      </Td>
      <Td numeric className="text-ink-3">
        {lastEventAt ? <RelativeTime at={lastEventAt} /> : "never"}
      </Td>
    </Tr>
  );
}

function NoSources({ environment, isFiltered }: { environment: string; isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="Nothing matches these filters" action={<LinkButton href={PATH}>Show all</LinkButton>}>
        No source in {environment} is like that.
      </EmptyState>
    );
  return (
    <EmptyState
      title={`No source in ${environment} yet`}
      action={
        <LinkButton href={`${PATH}/new`} variant="primary">
          New source
        </LinkButton>
      }
      command={`curl -H "Authorization: Bearer $TOKEN" --json '{"name":"billing","environment":"${environment}","preset":"stripe","secrets":["whsec_…"]}' $PUBLIC_URL/api/v1/sources`}
    >
      Create one, give its address to the provider, and paste the provider's signing secret. What is signed right is
      stored and answered 202; everything else is kept in quarantine with the reason.
    </EmptyState>
  );
}
