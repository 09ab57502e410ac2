import { ProgressSquares } from "#components/motif/progress-squares.tsx";
import { type LineEnd, type LineStop, TheLine, type Track } from "#components/motif/the-line.tsx";
import { BreakerStateTag } from "#components/state/breaker-state.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import type { ChecklistDto, GateDto } from "#lib/gates/schema.ts";
import type { IntegrationDto } from "#lib/integrations/schema.ts";
import type { LineDto } from "#lib/reports/schema.ts";
import { countStates, toSignal } from "../../_components/gate-progress.tsx";

type Props = { integration: IntegrationDto; checklist: ChecklistDto; line: LineDto };

/** Source, design gate, siding, verification gate, destinations: what is lit carries live traffic. */
export function LiveLine({ integration, checklist, line }: Props) {
  const { slug, trafficMode } = integration;
  const design = checklist.gates.find((gate) => gate.gate === "design");
  const verification = checklist.gates.find((gate) => gate.gate === "verification");
  const flows = trafficMode === "live" || trafficMode === "canary";
  const hasSource = line.sources.length > 0;
  const before: Track = !hasSource ? "dark" : trafficMode === "blocked" ? "parked" : "lit";
  const siding: Track = !hasSource ? "dark" : flows ? "lit" : "parked";
  const after: Track = hasSource && flows ? "lit" : "dark";
  const stops: LineStop[] = [
    { id: "source", sign: { kind: "source" }, track: before, ...saySource(slug, line) },
    ...(design ? [gateStop(slug, design, "Design gate", trafficMode === "blocked" ? "dark" : siding)] : []),
    {
      id: "siding",
      sign: { kind: "siding", waiting: line.waiting.parked },
      track: siding,
      title: line.waiting.parked > 0 ? `${sayCount(line.waiting.parked)} parked` : "Nothing parked",
      ...(line.waiting.parked > 0 ? { href: `/webhooks/deliveries?integration=${slug}&state=parked` } : {}),
      says: line.oldestParkedAt ? (
        <>
          oldest <RelativeTime at={line.oldestParkedAt} /> · stored, answered 202
        </>
      ) : undefined,
    },
    ...(verification ? [gateStop(slug, verification, "Verification gate", after)] : []),
  ];
  return <TheLine stops={stops} ends={line.destinations.map((destination) => toEnd(destination, after === "lit"))} />;
}

function saySource(slug: string, { sources }: LineDto) {
  const [first, ...others] = sources;
  if (first === undefined)
    return {
      title: "No live source yet",
      href: `/webhooks/sources/new?integration=${slug}`,
      says: "Create one; its events wait here until the gates pass.",
    };
  return {
    title: others.length === 0 ? first.name : `${first.name} and ${others.length} more`,
    href: `/webhooks/sources/${first.id}`,
    says: (
      <>
        {first.preset}, {sayMany(first.secrets, "secret")} ·{" "}
        {first.lastEventAt ? (
          <>
            last event <RelativeTime at={first.lastEventAt} />
          </>
        ) : (
          "no event yet"
        )}
      </>
    ),
  };
}

function gateStop(slug: string, gate: GateDto, title: string, track: Track): LineStop {
  return {
    id: gate.gate,
    title,
    href: `/integrations/${slug}/gates?gate=${gate.gate}`,
    sign: { kind: "gate", verdict: toSignal(gate.verdict) },
    track,
    says: (
      <span className="grid gap-1">
        <ProgressSquares counts={countStates(gate.items)} />
        <span>
          {gate.blockingCount > 0 ? <span className="text-bad">{gate.blockingCount} block · </span> : null}
          {gate.required - gate.blockingCount} of {gate.required} satisfied
          {gate.state === "passed" ? <span className="text-ok"> · passed</span> : null}
        </span>
      </span>
    ),
  };
}

function toEnd(destination: LineDto["destinations"][number], flows: boolean): LineEnd {
  const { id, name, status, breaker, breakerSince, waiting } = destination;
  return {
    id,
    title: name,
    href: `/webhooks/destinations/${id}`,
    lit: flows && status === "active" && breaker === "closed",
    says: (
      <span className="text-12">
        {status === "active" ? (
          <BreakerStateTag
            state={breaker}
            since={breaker === "closed" ? undefined : <RelativeTime at={breakerSince} />}
          />
        ) : (
          <span className="text-warn">{status === "paused" ? "Paused" : "Disabled"}</span>
        )}
        {waiting > 0 ? ` · ${sayCount(waiting)} wait` : ""}
      </span>
    ),
  };
}
