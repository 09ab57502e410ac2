import { VerdictTag } from "#components/connections/verdict-tag.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { listConnections, listCredentials } from "#lib/connections/queries.ts";
import { requireCtx } from "#lib/web/session.ts";
import { loadIntegration } from "../_load.ts";

type Props = { params: Promise<{ slug: string }> };

/** How its systems are reached, in both environments: a rule compares the two. */
export default async function ConnectionsTab({ params }: Props) {
  const { slug } = await params;
  const ctx = await requireCtx();
  await loadIntegration(slug);
  const [connections, credentials] = await Promise.all([
    listConnections(ctx, { integration: slug, limit: 100 }),
    listCredentials(ctx, { integration: slug, limit: 100 }),
  ]);
  const create = (
    <LinkButton href={`/connections/new?integration=${slug}`} variant="primary">
      New connection
    </LinkButton>
  );
  if (connections.items.length === 0 && credentials.items.length === 0)
    return (
      <Panel padded={false}>
        <EmptyState title="No connection yet" action={create}>
          A connection says how we reach a system: address, authentication and credential. Its test is timed layer by
          layer, and a test credential that is accepted proves an item.
        </EmptyState>
      </Panel>
    );
  return (
    <>
      <Section title="Connections" note={String(connections.items.length)} aside={create}>
        <Table
          label="Connections"
          head={
            <>
              <Th>Connection</Th>
              <Th>Environment</Th>
              <Th wide>System</Th>
              <Th>Last test</Th>
              <Th numeric>When</Th>
            </>
          }
        >
          {connections.items.map((connection) => (
            <Tr key={connection.id}>
              <NameCell href={`/connections/${connection.id}`} name={connection.name} sub={connection.baseUrl} />
              <Td>
                <Chip>{connection.environment}</Chip>
              </Td>
              <Td wide>{connection.system?.name ?? <span className="text-ink-3">none</span>}</Td>
              <Td>
                {connection.lastVerdict ? (
                  <VerdictTag verdict={connection.lastVerdict} />
                ) : (
                  <span className="text-ink-3">never tested</span>
                )}
              </Td>
              <Td numeric>{connection.lastTestedAt ? <RelativeTime at={connection.lastTestedAt} /> : null}</Td>
            </Tr>
          ))}
        </Table>
      </Section>
      <Section title="Credentials" note={String(credentials.items.length)}>
        <Table
          label="Credentials"
          head={
            <>
              <Th>Credential</Th>
              <Th>Environment</Th>
              <Th wide>Kept</Th>
              <Th numeric>Ends</Th>
            </>
          }
        >
          {credentials.items.map((credential) => (
            <Tr key={credential.id}>
              <NameCell
                href={`/connections/credentials/${credential.id}`}
                name={credential.name}
                sub={<span className="mono">{credential.reference ?? `…${credential.lastFour}`}</span>}
              />
              <Td>
                <Chip>{credential.environment}</Chip>
              </Td>
              <Td wide>
                {credential.store === "sealed" ? "Sealed in our store" : `By reference (${credential.store})`}
              </Td>
              <Td numeric>
                {credential.expiresAt ? (
                  <RelativeTime at={credential.expiresAt} />
                ) : (
                  <span className="text-ink-3">no end</span>
                )}
              </Td>
            </Tr>
          ))}
        </Table>
      </Section>
    </>
  );
}
