import type { Metadata } from "next";
import { authWords } from "#components/connections/credential-words.ts";
import { LayerBars } from "#components/connections/layer-bars.tsx";
import { VerdictTag } from "#components/connections/verdict-tag.tsx";
import { ActionButton } from "#components/form/action-button.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { CopyId } from "#components/ui/copy-button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { type KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { ObjectHead } from "#components/ui/page-head.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayDuration } from "#components/ui/say-time.ts";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { getConnection, listConnectionTests } from "#lib/connections/queries.ts";
import type { ConnectionDto, ConnectionTestDto } from "#lib/connections/schema.ts";
import { may } from "#lib/core/ctx.ts";
import { found } from "#lib/web/found.ts";
import { requireSession } from "#lib/web/session.ts";
import { deleteConnection } from "../actions.ts";
import { TestButton } from "../test-button.tsx";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: { params: Promise<{ id: string }> }) {
  const { ctx } = await requireSession();
  const { id } = await params;
  const connection = await found(getConnection(ctx, id));
  const tests = await listConnectionTests(ctx, connection.id);
  const [newest] = tests;
  const write = connection.environment === "live" ? "connections:write-live" : "connections:write-test";
  const refusal = may(ctx, write)
    ? undefined
    : connection.environment === "live"
      ? "Connections of live are changed by an admin."
      : "Engineers and admins change connections of test.";
  return (
    <>
      <ObjectHead
        name={connection.name}
        tags={
          <>
            <Chip>{connection.environment}</Chip>
            <VerdictTag verdict={connection.lastVerdict} />
          </>
        }
        says={sentence(connection, newest)}
        meta={connection.lastTestedAt ? <LocalTime at={connection.lastTestedAt} /> : null}
        actions={
          <>
            {refusal ? null : <LinkButton href={`/connections/${connection.id}/edit`}>Edit</LinkButton>}
            <TestButton
              id={connection.id}
              name={connection.name}
              variant="primary"
              {...(may(ctx, "connections:test") ? {} : { disabledReason: "Viewers do not run tests." })}
            />
          </>
        }
      />
      <WithAside aside={<Facts connection={connection} />}>
        {newest ? (
          <Section title="Newest test" note={<RelativeTime at={newest.at} />}>
            <Panel>
              <LayerBars layers={newest.layers} />
              <p className="mt-3 border-line border-t pt-3 text-13">
                <VerdictTag verdict={newest.verdict} /> {newest.nextStep}
              </p>
            </Panel>
          </Section>
        ) : (
          <Panel padded={false}>
            <EmptyState
              title="Never tested"
              command={`curl -X POST -H "Authorization: Bearer $TOKEN" $PUBLIC_URL/api/v1/connections/${connection.id}/test`}
            >
              A test looks the name up, connects, checks the certificate, sends one {connection.testMethod} to{" "}
              {connection.testPath} and judges the credential by the answer. It also calls once without the credential:
              only a refusal there proves that the credential is what opened the door.
            </EmptyState>
          </Panel>
        )}
        {tests.length > 0 ? <History tests={tests} /> : null}
        <Section title="Delete">
          <ActionButton
            variant="danger-quiet"
            action={deleteConnection}
            input={{ id: connection.id }}
            {...(refusal ? { disabledReason: refusal } : {})}
            ask={{
              title: `Delete the connection ${connection.name}?`,
              says: "Gates that read its tests fall back to open. The history of its tests is kept in the audit log.",
              undo: "This cannot be undone; the connection can be created again.",
              keep: "Keep it",
              act: "Delete the connection",
              danger: true,
            }}
          >
            Delete connection
          </ActionButton>
        </Section>
      </WithAside>
    </>
  );
}

function sentence({ lastVerdict }: ConnectionDto, newest: ConnectionTestDto | undefined): string {
  if (newest === undefined) return "Nothing is known about this connection until it is tested.";
  if (lastVerdict === null) return "It was changed after its newest test. Test it again.";
  return newest.nextStep;
}

function Facts({ connection }: { connection: ConnectionDto }) {
  const { credential, integration, system } = connection;
  const rows: KeyValue[] = [
    { key: "Base URL", value: <span className="mono">{connection.baseUrl}</span> },
    {
      key: "Test",
      value: (
        <span className="mono">
          {connection.testMethod} {connection.testPath}
        </span>
      ),
    },
    { key: "Signs in", value: connection.auth === "header" ? connection.authHeader : authWords[connection.auth] },
    {
      key: "Credential",
      value: credential ? (
        <TextLink href={`/connections/credentials/${credential.id}`}>{credential.name}</TextLink>
      ) : (
        "none"
      ),
    },
    {
      key: "Integration",
      value: integration ? <TextLink href={`/integrations/${integration.slug}`}>{integration.name}</TextLink> : "none",
    },
    { key: "System", value: system?.name ?? "none" },
    { key: "Timeout", value: sayDuration(connection.timeoutMs) },
    { key: "Created", value: <LocalTime at={connection.createdAt} /> },
    { key: "Id", value: <CopyId id={connection.id} short /> },
  ];
  return (
    <Section title="Configuration">
      <KeyValues rows={rows} />
    </Section>
  );
}

function History({ tests }: { tests: readonly ConnectionTestDto[] }) {
  return (
    <Section title="History" note={tests.length === 1 ? "1 test" : `the last ${tests.length} tests`}>
      <Table
        label="Tests"
        dense
        sticky={false}
        head={
          <>
            <Th>Verdict</Th>
            <Th wide>Next step</Th>
            <Th numeric>Status</Th>
            <Th numeric>Took</Th>
            <Th wide>By</Th>
            <Th numeric>When</Th>
          </>
        }
      >
        {tests.map((test) => (
          <Tr key={test.id}>
            <Td>
              <VerdictTag verdict={test.verdict} />
            </Td>
            <Td wide className="text-ink-2">
              {test.nextStep}
            </Td>
            <Td numeric>{test.status ?? <span className="text-ink-3">none</span>}</Td>
            <Td numeric>{sayDuration(test.durationMs)}</Td>
            <Td wide className="text-ink-2">
              {test.actor}
            </Td>
            <Td numeric className="text-ink-3">
              <RelativeTime at={test.at} />
            </Td>
          </Tr>
        ))}
      </Table>
    </Section>
  );
}
