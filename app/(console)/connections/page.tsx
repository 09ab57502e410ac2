import type { Metadata } from "next";
import { VerdictTag } from "#components/connections/verdict-tag.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, RowVerbs, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { countConnections, listConnections } from "#lib/connections/queries.ts";
import type { ConnectionDto } from "#lib/connections/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { requireSession } from "#lib/web/session.ts";
import { ConnectionsHead } from "./connections-head.tsx";
import { hrefOf, readFilter, type Search } from "./search.ts";
import { TestButton } from "./test-button.tsx";

export const metadata: Metadata = { title: "Connections" };

const PATH = "/connections";

export default async function ConnectionsPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const filter = { ...(await readFilter(searchParams)), environment };
  const [counts, { items, next }] = await Promise.all([
    countConnections(ctx, environment),
    listConnections(ctx, filter),
  ]);
  const { integration, state } = filter;
  return (
    <>
      <ConnectionsHead counts={counts} environment={environment} here="connections" />
      {integration || state ? (
        <FilterBar>
          {integration ? (
            <FilterChip label="integration" value={integration} clearHref={hrefOf(PATH, { state })} />
          ) : null}
          {state ? <FilterChip label="state" value={state} clearHref={hrefOf(PATH, { integration })} /> : null}
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <Empty environment={environment} filtered={Boolean(integration || state)} />
      ) : (
        <Table
          label="Connections"
          head={
            <>
              <Th>Connection</Th>
              <Th>Last test</Th>
              <Th wide>Credential</Th>
              <Th wide>Used by</Th>
              <Th numeric>Tested</Th>
              <Th label="Verbs" wide />
            </>
          }
          foot={
            <Pager
              says={`${items.length} ${items.length === 1 ? "connection" : "connections"}, newest first`}
              newerHref={filter.cursor ? hrefOf(PATH, { integration, state }) : undefined}
              olderHref={next ? hrefOf(PATH, { integration, state, cursor: next }) : undefined}
              words={["First", "Older"]}
            />
          }
        >
          {items.map((connection) => (
            <Row key={connection.id} connection={connection} mayTest={may(ctx, "connections:test")} />
          ))}
        </Table>
      )}
    </>
  );
}

function Row({ connection, mayTest }: { connection: ConnectionDto; mayTest: boolean }) {
  const { id, name, baseUrl, credential, integration, system, lastVerdict, lastTestedAt } = connection;
  return (
    <Tr>
      <NameCell href={`${PATH}/${id}`} name={name} sub={baseUrl} narrow={credential?.name} />
      <Td>
        <VerdictTag verdict={lastVerdict} />
      </Td>
      <Td wide>
        {credential ? (
          <>
            {credential.name} <span className="mono text-ink-3">{credential.fingerprint.slice(0, 6)}</span>
          </>
        ) : (
          <span className="text-ink-3">none</span>
        )}
      </Td>
      <Td wide>
        {integration ? (
          <span className="relative">
            <TextLink href={`/integrations/${integration.slug}`}>{integration.name}</TextLink>
            {system ? <span className="text-ink-3"> · {system.name}</span> : null}
          </span>
        ) : (
          <span className="text-ink-3">no integration</span>
        )}
      </Td>
      <Td numeric className="text-ink-3">
        {lastTestedAt ? <RelativeTime at={lastTestedAt} /> : "never"}
      </Td>
      <Td numeric wide>
        <RowVerbs>{mayTest ? <TestButton id={id} name={name} size="s" /> : null}</RowVerbs>
      </Td>
    </Tr>
  );
}

function Empty({ environment, filtered }: { environment: string; filtered: boolean }) {
  if (filtered)
    return (
      <Panel padded={false}>
        <EmptyState
          title="Nothing matches these filters"
          action={<LinkButton href={PATH}>Show all in {environment}</LinkButton>}
        >
          No connection in {environment} is like that.
        </EmptyState>
      </Panel>
    );
  return (
    <Panel padded={false}>
      <EmptyState
        title={`No connection in ${environment} yet`}
        action={
          <LinkButton href="/connections/new" variant="primary">
            New connection
          </LinkButton>
        }
        command={`curl -H "Authorization: Bearer $TOKEN" --json '{"environment":"${environment}","name":"Stripe","baseUrl":"https://api.stripe.com/v1","auth":"bearer","credentialId":"…","testPath":"/account"}' $PUBLIC_URL/api/v1/connections`}
      >
        A connection says how a system is reached and with which credential. Its test shows where a call fails: name,
        network, certificate, answer or credential.
      </EmptyState>
    </Panel>
  );
}
