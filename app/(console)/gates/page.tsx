import type { Metadata } from "next";
import { countStates, GATE_WORD, signalOf } from "#components/gates/words.ts";
import { GateVerdictTag } from "#components/motif/gate-signal.tsx";
import { ProgressSquares } from "#components/motif/progress-squares.tsx";
import { TrafficModeTag } from "#components/state/traffic-mode.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { StateHead } from "#components/ui/page-head.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { listGates } from "#lib/gates/queries.ts";
import type { BoardRow, GateDto } from "#lib/gates/schema.ts";
import { requireCtx } from "#lib/web/session.ts";

export const metadata: Metadata = { title: "Gates" };

type Line = { row: BoardRow; gate: GateDto };
const SHOWS = ["all", "blocked", "ready"] as const;
type Show = (typeof SHOWS)[number];
const WORDS: Readonly<Record<Show, string>> = { all: "All", blocked: "Blocked", ready: "Ready to decide" };

export default async function GatesPage({ searchParams }: { searchParams: Promise<{ show?: string }> }) {
  const ctx = await requireCtx();
  const { show } = await searchParams;
  const shown = SHOWS.find((candidate) => candidate === show) ?? "all";
  const rows = await listGates(ctx);
  const lines = rows.flatMap((row) => row.gates.map((gate) => ({ row, gate })));
  const blocked = lines.filter(({ gate }) => gate.blockingCount > 0);
  const ready = lines.filter(isReady);
  const visible = shown === "blocked" ? blocked : shown === "ready" ? ready : lines;
  const segments = SHOWS.map((word) => ({
    href: word === "all" ? "/gates" : `/gates?show=${word}`,
    word: `${WORDS[word]} ${word === "all" ? lines.length : word === "blocked" ? blocked.length : ready.length}`,
    here: word === shown,
  }));
  if (rows.length === 0) return <NoGates />;
  return (
    <>
      <StateHead
        says={`${blocked.length} of ${lines.length} gates are blocked. ${ready.length} ${ready.length === 1 ? "waits" : "wait"} for a decision.`}
        meta="Live traffic flows only where both gates have passed."
      />
      <div className="mb-3">
        <Segmented label="Which gates" segments={segments} />
      </div>
      <GateTable lines={visible} />
    </>
  );
}

/** Nothing blocks, and somebody still has to say yes. */
function isReady({ row, gate }: Line): boolean {
  if (gate.blockingCount > 0 || gate.verdict === "no_data") return false;
  if (gate.gate === "design") return gate.state !== "passed";
  return row.trafficMode === "parked" || row.trafficMode === "canary";
}

function GateTable({ lines }: { lines: readonly Line[] }) {
  const head = (
    <>
      <Th>Integration</Th>
      <Th>Gate</Th>
      <Th wide>Items</Th>
      <Th numeric>Satisfied</Th>
      <Th wide>Blocks first</Th>
      <Th wide>Traffic</Th>
      <Th wide numeric>
        Checked
      </Th>
    </>
  );
  return (
    <Table label="Gates" head={head}>
      {lines.map(({ row, gate }) => (
        <Tr key={`${row.slug} ${gate.gate}`}>
          <NameCell
            href={`/integrations/${row.slug}/gates?gate=${gate.gate}`}
            name={row.name}
            sub={`${GATE_WORD[gate.gate]} gate, ${row.kind.replace("_", " ")}`}
            narrow={gate.blocking[0]?.wording ?? "Nothing blocks"}
          />
          <Td>
            <GateVerdictTag verdict={signalOf(gate.verdict)} />
          </Td>
          <Td wide className="min-w-68">
            <ProgressSquares counts={countStates(gate.items)} />
          </Td>
          <Td numeric>
            {gate.required - gate.blockingCount} of {gate.required}
          </Td>
          <Td wide className="max-w-64 truncate text-ink-2">
            {gate.blocking[0]?.wording ?? <span className="text-ink-3">Nothing</span>}
          </Td>
          <Td wide>
            <TrafficModeTag mode={row.trafficMode} />
          </Td>
          <Td wide numeric className="text-ink-3">
            {gate.evaluatedAt === null ? "never" : <RelativeTime at={gate.evaluatedAt} />}
          </Td>
        </Tr>
      ))}
    </Table>
  );
}

function NoGates() {
  return (
    <>
      <StateHead says="No integration, so no gate." />
      <EmptyState
        title="Gates hold live traffic until the evidence says it may flow"
        action={
          <LinkButton variant="primary" href="/integrations/new">
            Design an integration
          </LinkButton>
        }
        command="curl $PUBLIC_URL/api/v1/gates/stripe-subscriptions/design"
      >
        Every integration gets a design gate and a verification gate. Their items prove themselves from what is
        configured and what ran; a person who did not write the evidence decides.
      </EmptyState>
    </>
  );
}
