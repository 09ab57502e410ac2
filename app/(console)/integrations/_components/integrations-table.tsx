import { TrafficModeTag } from "#components/state/traffic-mode.tsx";
import { Door } from "#components/ui/door.tsx";
import { sayCount } from "#components/ui/say-number.ts";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { GateDto } from "#lib/gates/schema.ts";
import { KIND_WORDS } from "#lib/integrations/policy.ts";
import type { IntegrationRow } from "#lib/integrations/schema.ts";
import type { WaitingDto } from "#lib/reports/schema.ts";
import { GateProgress, nextGate } from "./gate-progress.tsx";

export type IntegrationLine = {
  integration: IntegrationRow;
  gates: readonly GateDto[];
  events: readonly number[];
  waiting: WaitingDto;
};

/** Integrations by traffic mode and gate; used by the overview and by the list. */
export function IntegrationsTable({ lines, foot }: { lines: readonly IntegrationLine[]; foot?: React.ReactNode }) {
  return (
    <Table
      label="Integrations"
      foot={foot}
      head={
        <>
          <Th>Integration</Th>
          <Th wide>Traffic</Th>
          <Th wide>Next gate</Th>
          <Th wide>Events, 24 h</Th>
          <Th numeric>Waiting</Th>
        </>
      }
    >
      {lines.map((line) => (
        <Line key={line.integration.id} line={line} />
      ))}
    </Table>
  );
}

function Line({ line }: { line: IntegrationLine }) {
  const { integration, gates, events, waiting } = line;
  const gate = nextGate(gates);
  const total = events.reduce((sum, count) => sum + count, 0);
  const mode = <TrafficModeTag mode={integration.trafficMode} share={integration.canaryPercent} />;
  return (
    <Tr>
      <NameCell
        href={`/integrations/${integration.slug}`}
        name={integration.slug}
        sub={KIND_WORDS[integration.kind].name}
        narrow={
          <span className="grid gap-1 py-1">
            {mode}
            {gate ? <GateProgress gate={gate} /> : null}
          </span>
        }
      />
      <Td wide>{mode}</Td>
      <Td wide>
        {gate ? (
          <span className="grid gap-0.5 py-1">
            <span className="text-12 text-ink-3">{gate.gate === "design" ? "Design" : "Verification"}</span>
            <GateProgress gate={gate} />
          </span>
        ) : (
          <span className="text-ink-3">No data</span>
        )}
      </Td>
      <Td wide>
        <Sparkline label={`Events, 24 h: ${sayCount(total)}`} values={events} />
      </Td>
      <Td numeric>
        <Waiting slug={integration.slug} waiting={waiting} />
      </Td>
    </Tr>
  );
}

function Waiting({ slug, waiting }: { slug: string; waiting: WaitingDto }) {
  const parts = [
    { count: waiting.dead, word: "dead", tone: "bad" as const, href: `/webhooks/dead-letters?integration=${slug}` },
    {
      count: waiting.held,
      word: "held",
      tone: "warn" as const,
      href: `/webhooks/deliveries?integration=${slug}&state=held`,
    },
    {
      count: waiting.parked,
      word: "parked",
      tone: "park" as const,
      href: `/webhooks/deliveries?integration=${slug}&state=parked`,
    },
  ].filter((part) => part.count > 0);
  if (parts.length === 0) return <span className="text-ink-3">0</span>;
  return (
    <span className="relative inline-flex flex-wrap justify-end gap-x-3">
      {parts.map((part) => (
        <span key={part.word} className="whitespace-nowrap">
          <Door href={part.href} tone={part.tone}>
            {sayCount(part.count)}
          </Door>{" "}
          <span className="text-ink-3">{part.word}</span>
        </span>
      ))}
    </span>
  );
}
