import { Door } from "#components/ui/door.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import type { ChecklistDto } from "#lib/gates/schema.ts";
import type { IntegrationDto } from "#lib/integrations/schema.ts";
import type { WaitingDto } from "#lib/reports/schema.ts";
import { nextGate } from "../../_components/gate-progress.tsx";

type Props = { integration: IntegrationDto; checklist: ChecklistDto | null; waiting: WaitingDto };

/** What holds it, what its traffic does, what waits. Every number opens its rows. */
export function SayState({ integration, checklist, waiting }: Props) {
  const { slug, archivedAt, parkAt } = integration;
  if (archivedAt !== null)
    return (
      <>
        Archived on <LocalTime at={archivedAt} shape="date" />. Everything it holds is kept; nothing can be changed.
      </>
    );
  const gate = checklist === null ? undefined : nextGate(checklist.gates);
  return (
    <>
      {gate ? <SayGate slug={slug} gate={gate} /> : null} <SayTraffic integration={integration} waiting={waiting} />
      {parkAt ? (
        <>
          {" "}
          A gate fell back: traffic parks at <LocalTime at={parkAt} shape="time" /> unless it holds again.
        </>
      ) : null}
    </>
  );
}

function SayGate({ slug, gate }: { slug: string; gate: ChecklistDto["gates"][number] }) {
  const href = `/integrations/${slug}/gates?gate=${gate.gate}`;
  if (gate.blockingCount > 0)
    return (
      <>
        <Door href={`/integrations/${slug}/checklist?gate=${gate.gate}`}>
          {gate.blockingCount} of {gate.required}
        </Door>{" "}
        required items {gate.blockingCount === 1 ? "blocks" : "block"} the {gate.gate} gate.
      </>
    );
  if (gate.state === "passed")
    return (
      <>
        Both gates have passed; all <Door href={href}>{gate.required}</Door> required items hold.
      </>
    );
  return (
    <>
      Nothing blocks the {gate.gate} gate: <Door href={href}>decide it</Door>.
    </>
  );
}

function SayTraffic({ integration, waiting }: { integration: IntegrationDto; waiting: WaitingDto }) {
  const { slug, trafficMode, canaryPercent } = integration;
  const deliveries = `/webhooks/deliveries?integration=${slug}`;
  const head = {
    blocked: "Live traffic is blocked",
    parked: "Live traffic is parked",
    canary: `${canaryPercent} % of live traffic flows`,
    live: "Live traffic flows",
  }[trafficMode];
  const parts = [
    waiting.parked > 0 ? (
      <span key="parked">
        <Door href={`${deliveries}&state=parked`} tone="park">
          {sayMany(waiting.parked, "delivery", "deliveries")}
        </Door>{" "}
        {waiting.parked === 1 ? "is" : "are"} waiting
      </span>
    ) : null,
    waiting.held > 0 ? (
      <span key="held">
        <Door href={`${deliveries}&state=held`} tone="warn">
          {sayCount(waiting.held)}
        </Door>{" "}
        {waiting.held === 1 ? "is" : "are"} held
      </span>
    ) : null,
    waiting.dead > 0 ? (
      <span key="dead">
        <Door href={`/webhooks/dead-letters?integration=${slug}`} tone="bad">
          {sayCount(waiting.dead)}
        </Door>{" "}
        {waiting.dead === 1 ? "is" : "are"} dead
      </span>
    ) : null,
  ].filter((part) => part !== null);
  return (
    <>
      {head}
      {parts.length > 0 ? "; " : ""}
      {parts.flatMap((part, index) => (index === 0 ? [part] : [", ", part]))}.
    </>
  );
}
