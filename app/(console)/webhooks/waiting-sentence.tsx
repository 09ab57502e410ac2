import type { ReactNode } from "react";
import { Door } from "#components/ui/door.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import type { TrafficCounts, Waiting } from "#lib/webhooks/traffic-schema.ts";

type Environment = "test" | "live";

/** "Live traffic is parked; 214 deliveries are waiting. 38 are held and 41 are dead." Each number opens its rows. */
export function waitingSentence(counts: TrafficCounts, environment: Environment): ReactNode {
  const { held, parked, dead } = counts;
  if (held + parked + dead === 0) return calm(counts, environment);
  return (
    <>
      {parked > 0 ? <Parked counts={counts} environment={environment} /> : null}
      {held > 0 ? (
        <>
          <Door href="/webhooks/deliveries?state=held&range=all" tone="warn">
            {sayMany(held, "delivery", "deliveries")}
          </Door>{" "}
          {held === 1 ? "is" : "are"} held{dead > 0 ? " and " : ". "}
        </>
      ) : null}
      {dead > 0 ? (
        <>
          <Door href="/webhooks/dead-letters" tone="bad">
            {held > 0 ? sayCount(dead) : sayMany(dead, "delivery", "deliveries")}
          </Door>{" "}
          {dead === 1 ? "is" : "are"} dead{environment === "live" ? "" : " in test"}.
        </>
      ) : null}
    </>
  );
}

function Parked({ counts, environment }: { counts: TrafficCounts; environment: Environment }) {
  const owners = counts.waiting.filter((row): row is Waiting & { integration: object } => row.state === "parked");
  const [first] = owners;
  const integration = owners.length === 1 ? first?.integration : null;
  return (
    <>
      {environment === "live" ? "Live" : "Test"} traffic{" "}
      {integration ? (
        <>
          of <Door href={`/integrations/${integration.slug}/gates`}>{integration.name}</Door>{" "}
        </>
      ) : null}
      is parked;{" "}
      <Door href="/webhooks/deliveries?state=parked&range=all" tone="park">
        {sayMany(counts.parked, "delivery", "deliveries")}
      </Door>{" "}
      {counts.parked === 1 ? "is" : "are"} waiting.{" "}
    </>
  );
}

function calm({ pending, leased, sources }: TrafficCounts, environment: Environment): ReactNode {
  if (sources === 0) return `Nothing can arrive in ${environment} yet: there is no source.`;
  const moving = pending + leased;
  if (moving === 0) return `Everything that arrived in ${environment} was delivered.`;
  return (
    <>
      <Door href="/webhooks/deliveries?state=pending,leased&range=all">
        {sayMany(moving, "delivery", "deliveries")}
      </Door>{" "}
      {moving === 1 ? "is" : "are"} on the way in {environment}; none is held, parked or dead.
    </>
  );
}
