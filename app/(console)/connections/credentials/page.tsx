import type { Metadata } from "next";
import { hintOf, keyModeWords, kindWords } from "#components/connections/credential-words.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterBar, FilterChip } from "#components/ui/filter-chip.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Pager } from "#components/ui/pager.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { countConnections, listCredentials } from "#lib/connections/queries.ts";
import type { CredentialDto } from "#lib/connections/schema.ts";
import { requireSession } from "#lib/web/session.ts";
import { ConnectionsHead } from "../connections-head.tsx";
import { hrefOf, readFilter, type Search } from "../search.ts";

export const metadata: Metadata = { title: "Credentials" };

const PATH = "/connections/credentials";

export default async function CredentialsPage({ searchParams }: { searchParams: Search }) {
  const { ctx, environment } = await requireSession();
  const filter = { ...(await readFilter(searchParams)), environment };
  const [counts, { items, next }] = await Promise.all([
    countConnections(ctx, environment),
    listCredentials(ctx, filter),
  ]);
  const { expiring, integration } = filter;
  return (
    <>
      <ConnectionsHead counts={counts} environment={environment} here="credentials" />
      {expiring || integration ? (
        <FilterBar>
          {integration ? (
            <FilterChip label="integration" value={integration} clearHref={hrefOf(PATH, { expiring })} />
          ) : null}
          {expiring ? (
            <FilterChip label="ends" value="within 30 days" clearHref={hrefOf(PATH, { integration })} />
          ) : null}
        </FilterBar>
      ) : null}
      {items.length === 0 ? (
        <Panel padded={false}>
          <EmptyState
            title={`No credential in ${environment} ${expiring || integration ? "is like that" : "yet"}`}
            action={
              <LinkButton href={`${PATH}/new`} variant="primary">
                New credential
              </LinkButton>
            }
            command={`curl -H "Authorization: Bearer $TOKEN" --json '{"environment":"${environment}","name":"Stripe key","kind":"bearer","reference":"env:STRIPE_API_KEY"}' $PUBLIC_URL/api/v1/credentials`}
          >
            A credential is a value that Interlock seals, or a reference to one that lies elsewhere. Pages show its last
            four characters and a fingerprint; the value is never shown again.
          </EmptyState>
        </Panel>
      ) : (
        <Table
          label="Credentials"
          head={
            <>
              <Th>Credential</Th>
              <Th>Value</Th>
              <Th wide>Fingerprint</Th>
              <Th wide>Used by</Th>
              <Th numeric>Ends</Th>
            </>
          }
          foot={
            <Pager
              says={`${items.length} ${items.length === 1 ? "credential" : "credentials"}, newest first`}
              newerHref={filter.cursor ? hrefOf(PATH, { expiring, integration }) : undefined}
              olderHref={next ? hrefOf(PATH, { expiring, integration, cursor: next }) : undefined}
              words={["First", "Older"]}
            />
          }
        >
          {items.map((credential) => (
            <Row key={credential.id} credential={credential} />
          ))}
        </Table>
      )}
    </>
  );
}

function Row({ credential }: { credential: CredentialDto }) {
  const { id, name, kind, fingerprint, keyMode, usedBy, expiresAt } = credential;
  return (
    <Tr>
      <NameCell href={`${PATH}/${id}`} name={name} sub={kindWords[kind]} />
      <Td>
        <span className="mono [overflow-wrap:anywhere]">{hintOf(credential)}</span>
        <span className="block text-12 text-ink-3">{keyModeWords[keyMode]}</span>
      </Td>
      <Td wide>
        <span className="mono text-ink-2">{fingerprint === "" ? "not read yet" : fingerprint}</span>
      </Td>
      <Td wide className="text-ink-2">
        {usedBy.length === 0 ? (
          <span className="text-ink-3">nothing</span>
        ) : (
          usedBy.map((connection) => connection.name).join(", ")
        )}
      </Td>
      <Td numeric className="text-ink-3">
        {expiresAt ? <RelativeTime at={expiresAt} /> : "no date"}
      </Td>
    </Tr>
  );
}
