import type { Metadata } from "next";
import { Door } from "#components/ui/door.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { SourceStateTag } from "#components/webhooks/source-state.tsx";
import { providerOf } from "#lib/providers/catalogue.ts";
import { requireSession } from "#lib/web/session.ts";
import { listSources } from "#lib/webhooks/source-queries.ts";
import { SourceFilter, type SourceRow } from "#lib/webhooks/source-schema.ts";
import { countTraffic } from "#lib/webhooks/traffic-queries.ts";
import { hrefOf, keepReadable, readParams, type Search } from "../search.ts";
import { WebhooksHead } from "../webhooks-head.tsx";

export const metadata: Metadata = { title: "Sources" };

const PATH = "/webhooks/sources";

export default async function SourcesPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const params = keepReadable(SourceFilter, await readParams(searchParams));
  const [{ items, next }, counts] = await Promise.all([
    listSources(ctx, { ...params, environment }),
    countTraffic(ctx, environment),
  ]);
  const { integration, q, cursor } = params;
  return (
    <>
      <WebhooksHead
        here="sources"
        counts={counts}
        says={says(items, environment, Boolean(integration || q))}
        meta={`Environment ${environment}. A paused source still stores and answers; its deliveries are held.`}
        actions={
          <LinkButton href={`${PATH}/new`} variant="primary">
            New source
          </LinkButton>
        }
      />
      {integration || q ? (
        <FilterBar>
          {integration ? <FilterChip label="integration" value={integration} clearHref={hrefOf(PATH, { q })} /> : null}
          {q ? <FilterChip label="name" value={q} clearHref={hrefOf(PATH, { integration })} /> : null}
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title={`No source in ${environment} yet`}
            action={
              <LinkButton href={`${PATH}/new`} variant="primary">
                New source
              </LinkButton>
            }
            command={`curl -H "Authorization: Bearer $TOKEN" --json '{"name":"stripe","environment":"${environment}","preset":"stripe","secrets":["whsec_…"]}' $PUBLIC_URL/api/v1/sources`}
          >
            A source is an address for one provider. It checks each signature on the raw bytes, stores each event once,
            and answers when the event is safe.
          </EmptyState>
        </Panel>
      ) : (
        <Table
          label="Sources"
          head={
            <>
              <Th>Source</Th>
              <Th>State</Th>
              <Th wide>Integration</Th>
              <Th wide numeric>
                Active secrets
              </Th>
              <Th wide numeric>
                Routes
              </Th>
              <Th numeric>Last event</Th>
            </>
          }
          foot={
            <Pager
              says={`${sayMany(items.length, "source")}, newest first`}
              newerHref={cursor ? hrefOf(PATH, { integration, q }) : undefined}
              olderHref={next ? hrefOf(PATH, { integration, q, cursor: next }) : undefined}
              words={["First", "Older"]}
            />
          }
        >
          {items.map((source) => (
            <Row key={source.id} source={source} />
          ))}
        </Table>
      )}
    </>
  );
}

function says(items: readonly SourceRow[], environment: string, filtered: boolean) {
  if (items.length === 0) return filtered ? "No source matches." : `Nothing can be received in ${environment} yet.`;
  const unsigned = items.filter(({ activeSecrets }) => activeSecrets === 0).length;
  const unrouted = items.filter(({ routes }) => routes === 0).length;
  const paused = items.filter(({ state }) => state === "paused").length;
  return (
    <>
      <Door href={PATH}>{sayMany(items.length, "source")}</Door> in {environment}.
      {unsigned > 0
        ? ` ${unsigned} ${unsigned === 1 ? "has" : "have"} no active secret and ${unsigned === 1 ? "refuses" : "refuse"} everything.`
        : null}
      {unrouted > 0 ? ` ${unrouted} ${unrouted === 1 ? "is" : "are"} routed nowhere.` : null}
      {paused > 0 ? ` ${paused} ${paused === 1 ? "is" : "are"} paused.` : null}
    </>
  );
}

function Row({ source }: { source: SourceRow }) {
  return (
    <Tr>
      <NameCell
        href={`${PATH}/${source.id}`}
        name={source.name}
        sub={providerOf(source.preset).name}
        narrow={source.integrationName}
      />
      <Td>
        <SourceStateTag state={source.state} />
      </Td>
      <Td wide>
        {source.integrationSlug ? (
          <span className="relative">
            <TextLink href={`/integrations/${source.integrationSlug}`}>{source.integrationName}</TextLink>
          </span>
        ) : (
          <span className="text-ink-3">no integration</span>
        )}
      </Td>
      <Td wide numeric className={source.activeSecrets === 0 ? "text-bad" : ""}>
        {source.activeSecrets}
      </Td>
      <Td wide numeric className={source.routes === 0 ? "text-warn" : ""}>
        {source.routes}
      </Td>
      <Td numeric className="text-ink-3">
        {source.lastEventAt ? <RelativeTime at={source.lastEventAt} /> : "never"}
      </Td>
    </Tr>
  );
}
