import type { Metadata } from "next";
import { DrillRun } from "#components/gates/drill-run.tsx";
import { DrillStateTag } from "#components/gates/drill-state.tsx";
import { StartDrill } from "#components/gates/start-drill.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Note } from "#components/ui/note.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { Section } from "#components/ui/section.tsx";
import { NameCell, Table, Td, Th, Tr } from "#components/ui/table.tsx";
import { rolesWith } from "#lib/auth/permissions.ts";
import { may } from "#lib/core/ctx.ts";
import { type DrillSourceDto, listDrills } from "#lib/gates/drills/queries.ts";
import type { DrillDto } from "#lib/gates/schema.ts";
import { found } from "#lib/web/found.ts";
import { requireCtx } from "#lib/web/session.ts";
import { runDrill } from "../../../gates/actions.ts";

export const metadata: Metadata = { title: "Drills" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<{ run?: string }> };

export default async function DrillsPage({ params, searchParams }: Props) {
  const ctx = await requireCtx();
  const { slug } = await params;
  const { run } = await searchParams;
  const { runs, sources } = await found(listDrills(ctx, slug));
  const shown = runs.find((drill) => drill.id === run) ?? runs[0];
  const refusal = may(ctx, "drills:run") ? null : `Drills are for ${rolesWith("drills:run").join(", ")}.`;
  const starter = (
    <StartDrill
      slug={slug}
      sources={sources}
      start={runDrill}
      refusal={refusal ?? (sources.length === 0 ? "Create a signed source in test first." : null)}
    />
  );
  if (shown === undefined) {
    return (
      <EmptyState
        title="A drill makes evidence"
        action={starter}
        command={`curl -X POST $PUBLIC_URL/api/v1/drills -d '{"integration":"${slug}","kind":"webhook_suite"}'`}
      >
        The webhook suite sends seven requests to your test source over HTTP: valid, unsigned, tampered, stale,
        repeated, of an unknown type, and one to a handler that fails until it is a dead letter. It takes under half a
        minute and sends nothing outside test.
      </EmptyState>
    );
  }
  const current = sources.find((source) => source.id === shown.sourceId);
  return (
    <>
      <Section title="Webhook suite" note={current ? `against ${current.name}, test` : undefined} aside={starter}>
        <Outdated drill={shown} current={current} />
        <DrillRun key={shown.id} initial={shown} />
      </Section>
      <Section title="Runs" note={runs.length}>
        <Runs runs={runs} slug={slug} shown={shown.id} />
      </Section>
    </>
  );
}

function Outdated({ drill, current }: { drill: DrillDto; current: DrillSourceDto | undefined }) {
  if (drill.state !== "passed" || current?.configHash === drill.configHash) return null;
  return (
    <div className="mb-3">
      <Note tone="warn" title="The configuration changed after this run.">
        It ran on <span className="mono">{drill.configHash}</span>; the source is{" "}
        {current ? <span className="mono">{current.configHash}</span> : "gone"} now. Run it again to prove what is
        configured.
      </Note>
    </div>
  );
}

function Runs({ runs, slug, shown }: { runs: readonly DrillDto[]; slug: string; shown: string }) {
  const head = (
    <>
      <Th>Run</Th>
      <Th>State</Th>
      <Th wide>Steps</Th>
      <Th wide>Config</Th>
      <Th numeric>When</Th>
    </>
  );
  return (
    <Table label="Drill runs" head={head} dense>
      {runs.map((drill) => (
        <Tr key={drill.id} selected={drill.id === shown}>
          <NameCell
            href={`/integrations/${slug}/drills?run=${drill.id}`}
            name={<LocalTime at={drill.createdAt} />}
            sub={drill.startedBy}
          />
          <Td>
            <DrillStateTag state={drill.state} />
          </Td>
          <Td wide>
            {drill.steps.filter((step) => step.state === "passed").length} of {drill.steps.length} passed
          </Td>
          <Td wide className="mono text-ink-3">
            {drill.configHash}
          </Td>
          <Td numeric className="text-ink-3">
            <RelativeTime at={drill.createdAt} />
          </Td>
        </Tr>
      ))}
    </Table>
  );
}
