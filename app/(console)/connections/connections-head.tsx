import { Door } from "#components/ui/door.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import type { ConnectionCounts } from "#lib/connections/schema.ts";

type Props = { counts: ConnectionCounts; environment: "test" | "live"; here: "connections" | "credentials" };

function says(counts: ConnectionCounts, environment: string) {
  const { connections, failing, untested, expiring } = counts;
  if (connections === 0) return <>No connection in {environment} yet.</>;
  return (
    <>
      {failing > 0 ? (
        <Door href="/connections?state=failing" tone="bad">
          {failing} of {connections}
        </Door>
      ) : (
        <Door href="/connections">
          {connections} {connections === 1 ? "connection" : "connections"}
        </Door>
      )}
      {failing > 0 ? (connections === 1 ? " connection does not work" : " connections do not work") : null} in{" "}
      {environment}
      {failing === 0 && untested === 0 ? ", all working" : null}.
      {untested > 0 ? (
        <>
          {" "}
          <Door href="/connections?state=untested">{untested}</Door> {untested === 1 ? "has" : "have"} no test of the
          present configuration.
        </>
      ) : null}
      {expiring > 0 ? (
        <>
          {" "}
          <Door href="/connections/credentials?expiring=1" tone="warn">
            {expiring} {expiring === 1 ? "credential" : "credentials"}
          </Door>{" "}
          {expiring === 1 ? "ends" : "end"} within 30 days.
        </>
      ) : null}
    </>
  );
}

export function ConnectionsHead({ counts, environment, here }: Props) {
  return (
    <>
      <StateHead
        says={says(counts, environment)}
        meta={`Environment ${environment}. Values of credentials are never shown again.`}
        actions={
          <>
            <LinkButton href="/connections/credentials/new">New credential</LinkButton>
            <LinkButton href="/connections/new" variant="primary">
              New connection
            </LinkButton>
          </>
        }
      />
      <Tabs
        label="Connections and credentials"
        tabs={[
          { href: "/connections", word: "Connections", count: counts.connections, here: here === "connections" },
          {
            href: "/connections/credentials",
            word: "Credentials",
            count: counts.credentials,
            here: here === "credentials",
          },
        ]}
      />
    </>
  );
}
