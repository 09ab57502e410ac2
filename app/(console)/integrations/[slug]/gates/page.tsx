import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { BlockingTable } from "#components/gates/blocking-table.tsx";
import { DecideForm } from "#components/gates/decide-form.tsx";
import { SatisfiedList } from "#components/gates/satisfied-list.tsx";
import { TrafficForm } from "#components/gates/traffic-form.tsx";
import { countStates, GATE_WORD, signalOf, worstFirst } from "#components/gates/words.ts";
import { GateSignalDrawing } from "#components/motif/gate-signal.tsx";
import { ProgressSquares } from "#components/motif/progress-squares.tsx";
import { itemStateLooks } from "#components/state/item-state.tsx";
import { TrafficModeTag } from "#components/state/traffic-mode.tsx";
import { Door } from "#components/ui/door.tsx";
import { History } from "#components/ui/history.tsx";
import { Note } from "#components/ui/note.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { Panel, Section, WithAside } from "#components/ui/section.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { getGate } from "#lib/gates/queries.ts";
import type { ChecklistDto, GateDetail } from "#lib/gates/schema.ts";
import { found } from "#lib/web/found.ts";
import { requireCtx } from "#lib/web/session.ts";
import { decide, release, stop } from "../../../gates/actions.ts";
import { loadChecklist } from "../_load.ts";

export const metadata: Metadata = { title: "Gates" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ gate?: string }> };

export default async function GatePage({ params, searchParams }: Props) {
  const ctx = await requireCtx();
  const { slug } = await params;
  const checklist = await loadChecklist(slug);
  if (checklist === null) notFound();
  const design = checklist.gates.find((one) => one.gate === "design");
  const wanted = (await searchParams).gate ?? (design?.state === "passed" ? "verification" : "design");
  const gate = await found(getGate(ctx, { slug, gate: wanted === "verification" ? "verification" : "design" }));
  const items = worstFirst(gate.items);
  const stopRefusal = may(ctx, "traffic:stop")
    ? null
    : `Stopping traffic is for ${rolesWith("traffic:stop").join(" and ")}.`;
  return (
    <>
      <div className="mb-5">
        <Segmented
          label="Gate"
          segments={checklist.gates.map((one) => ({
            href: `/integrations/${slug}/gates?gate=${one.gate}`,
            word: `${GATE_WORD[one.gate]} ${one.required - one.blockingCount} of ${one.required}`,
            here: one.gate === gate.gate,
          }))}
        />
      </div>
      <GateHead gate={gate} checklist={checklist} />
      <WithAside aside={<Aside gate={gate} checklist={checklist} stopRefusal={stopRefusal} />}>
        <Section
          title="Blocking"
          id="blocking"
          note={gate.blockingCount}
          aside={<span className="text-ink-3">worst first</span>}
        >
          {gate.blockingCount === 0 ? (
            <p className="text-13 text-ink-2">Nothing blocks this gate now.</p>
          ) : (
            <BlockingTable slug={slug} gate={gate.gate} items={items.filter((item) => item.blocks)} />
          )}
          {(["waived", "passed", "not_applicable"] as const).map((state) => (
            <SatisfiedList
              key={state}
              title={itemStateLooks[state].word}
              slug={slug}
              gate={gate.gate}
              items={items.filter((item) => item.state === state && !item.blocks)}
            />
          ))}
        </Section>
        {gate.changes.length > 0 ? <Changes gate={gate} /> : null}
      </WithAside>
    </>
  );
}

function GateHead({ gate, checklist }: { gate: GateDetail; checklist: ChecklistDto }) {
  return (
    <header className="mb-6 flex items-start gap-5 border-line border-b pb-5">
      <span className="pt-0.5 max-md:hidden">
        <GateSignalDrawing verdict={signalOf(gate.verdict)} size={36} />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="max-w-[46em] text-pretty font-medium text-20 tracking-[-0.014em] max-md:text-18">
          {says(gate, checklist)}
        </h2>
        <p className="mt-1 text-13 text-ink-3">
          {GATE_WORD[gate.gate]} gate.{" "}
          {gate.evaluatedAt === null ? (
            "Not evaluated yet."
          ) : (
            <>
              Evaluated <LocalTime at={gate.evaluatedAt} shape="seconds" />, again at the moment you decide.
            </>
          )}
        </p>
        <p className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-1">
          <ProgressSquares big counts={countStates(gate.items)} verdict={signalOf(gate.verdict)} />
        </p>
        {gate.state === "regressed" && checklist.parkAt !== null ? (
          <div className="mt-3">
            <Note tone="warn" title="This gate regressed.">
              Live traffic parks at <LocalTime at={checklist.parkAt} shape="seconds" /> unless the facts come back.
            </Note>
          </div>
        ) : null}
      </div>
    </header>
  );
}

function says(gate: GateDetail, { slug, parked, canaryPercent }: ChecklistDto): ReactNode {
  const waiting = (
    <Door href={`/webhooks/deliveries?integration=${slug}&state=parked`} tone="park">
      {parked} {parked === 1 ? "delivery" : "deliveries"}
    </Door>
  );
  const state =
    gate.blockingCount > 0 ? (
      <>
        Blocked by{" "}
        <Door href="#blocking" tone="bad">
          {gate.blockingCount} of {gate.required}
        </Door>{" "}
        required items.
      </>
    ) : (
      <>All {gate.required} required items are satisfied.</>
    );
  if (gate.gate === "design") {
    return (
      <>
        {state}{" "}
        {gate.state === "passed"
          ? "The design is approved."
          : "Passing it opens the way to verification; live events park."}
      </>
    );
  }
  if (gate.step === "live") return <>{state} Live traffic flows.</>;
  if (gate.step === "canary")
    return (
      <>
        {state} {canaryPercent} % of live traffic flows; {parked > 0 ? <>{waiting} stay parked</> : "nothing is parked"}
        .
      </>
    );
  return (
    <>
      {state} Passing opens a {canaryPercent} % canary{parked > 0 ? <> and releases {waiting} in order</> : null}.
    </>
  );
}

type AsideProps = { gate: GateDetail; checklist: ChecklistDto; stopRefusal: string | null };

function Aside({ gate, checklist, stopRefusal }: AsideProps) {
  const { slug, trafficMode, trafficReason, canaryPercent } = checklist;
  const design = checklist.gates.find((one) => one.gate === "design");
  const stopped = trafficMode === "blocked" && design !== undefined && design.state !== "open";
  return (
    <>
      <Section title="Decide">
        <Panel>
          <DecideForm slug={slug} gate={gate} canaryPercent={canaryPercent} decide={decide} />
        </Panel>
        {gate.authors.length > 0 ? (
          <p className="mt-2 text-12 text-ink-3">{gate.authors.join(", ")} wrote evidence and cannot approve.</p>
        ) : null}
      </Section>
      <Section title="Live traffic">
        <Panel>
          <div className="grid justify-items-start gap-3 text-13">
            <TrafficModeTag mode={trafficMode} share={canaryPercent} />
            <p className="text-ink-2">{trafficReason}</p>
            <TrafficForm
              slug={slug}
              mode={trafficMode}
              stopped={stopped}
              refusal={stopRefusal}
              stop={stop}
              release={release}
            />
          </div>
        </Panel>
      </Section>
      <Section title="Decisions">
        {gate.decisions.length === 0 ? (
          <p className="text-13 text-ink-3">Nobody has decided this gate yet.</p>
        ) : (
          <History
            entries={gate.decisions.map((row) => ({
              id: row.id,
              tone: row.decision === "approve" ? "ok" : "bad",
              title: `${row.decision === "approve" ? "Approved" : "Sent back"} by ${row.decidedBy}`,
              says: decisionSays(row),
              when: (
                <>
                  <LocalTime at={row.decidedAt} />, {row.satisfied} of {row.required}
                </>
              ),
            }))}
          />
        )}
      </Section>
    </>
  );
}

function decisionSays(row: GateDetail["decisions"][number]): string {
  const traffic = row.trafficFrom === row.trafficTo ? "" : `Traffic from ${row.trafficFrom} to ${row.trafficTo}. `;
  const own = row.ownApproval ? "Approved by an author of the evidence; the workspace's policy allowed it. " : "";
  return `${traffic}${own}${row.comment}`;
}

function Changes({ gate }: { gate: GateDetail }) {
  return (
    <Section title="What changed since the last decision" note={gate.changes.length}>
      <ul className="rounded-md border border-line bg-surface text-13">
        {gate.changes.map((change) => (
          <li key={change.key} className="flex flex-wrap gap-x-3 border-line border-b px-3 py-2 last:border-b-0">
            <span className="mono w-32 shrink-0 text-ink-2">{change.key}</span>
            <span className="font-medium">
              {itemStateLooks[change.from].word} to {itemStateLooks[change.to].word.toLowerCase()}
            </span>
            <span className="min-w-0 flex-1 text-ink-2">{change.sentence}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
