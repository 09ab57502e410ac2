"use client";

import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Note } from "#components/ui/note.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { sayDuration } from "#components/ui/say-time.ts";
import { Table, Td, Th, Tr } from "#components/ui/table.tsx";
import type { DrillDto } from "#lib/gates/schema.ts";
import { DrillStateTag, StepStateTag } from "./drill-state.tsx";

const POLL_MS = 1_000;

/** One run, step by step. While it runs it is asked for once a second; a finished one never changes again. */
export function DrillRun({ initial }: { initial: DrillDto }) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Steps key={initial.id} initial={initial} />
    </QueryClientProvider>
  );
}

function isRunning(drill: DrillDto): boolean {
  return drill.state === "queued" || drill.state === "running";
}

async function readDrill(id: string, signal: AbortSignal): Promise<DrillDto> {
  const response = await fetch(`/api/live/drills/${id}`, { signal });
  if (!response.ok) throw new Error(`The drill could not be read (${response.status}).`);
  return response.json();
}

function Steps({ initial }: { initial: DrillDto }) {
  const router = useRouter();
  const { data: drill, error } = useQuery({
    queryKey: ["drill", initial.id],
    queryFn: ({ signal }) => readDrill(initial.id, signal),
    initialData: initial,
    enabled: isRunning(initial),
    staleTime: POLL_MS / 2,
    refetchInterval: ({ state }) => (state.data && isRunning(state.data) ? POLL_MS : false),
  });
  const ended = isRunning(initial) && !isRunning(drill);
  useEffect(() => {
    if (ended) router.refresh();
  }, [ended, router]);
  const finished = drill.steps.filter((step) => step.state !== "waiting" && step.state !== "running").length;
  const head = (
    <>
      <Th>Step</Th>
      <Th>Result</Th>
      <Th wide>Expected</Th>
      <Th wide>Observed</Th>
      <Th numeric>Took</Th>
    </>
  );
  return (
    <div>
      <p className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 text-13" aria-live="polite">
        <DrillStateTag state={drill.state} />
        <span className="text-ink-2">
          {finished} of {drill.steps.length} steps, started by {drill.startedBy}{" "}
          <LocalTime at={drill.startedAt ?? drill.createdAt} />
        </span>
        {drill.configHash ? (
          <span className="text-ink-3">
            config <span className="mono">{drill.configHash}</span>
          </span>
        ) : null}
        {drill.expiresAt ? (
          <span className="text-ink-3">
            counts until <LocalTime at={drill.expiresAt} shape="date" />
          </span>
        ) : null}
      </p>
      {drill.error ? (
        <div className="mb-3">
          <Note tone="bad" title="The drill did not end.">
            {drill.error}
          </Note>
        </div>
      ) : null}
      {error ? (
        <div className="mb-3">
          <Note tone="warn">{error.message} It is asked for again.</Note>
        </div>
      ) : null}
      <Table label="Steps of the drill" head={head} sticky={false}>
        {drill.steps.map((step, index) => (
          <Tr key={step.key}>
            <Td>
              <span className="text-ink-3">{index + 1}. </span>
              <span className="font-medium">{step.title}</span>
              <span className="block text-12 text-ink-3 md:hidden">{step.observed || step.expected}</span>
            </Td>
            <Td>
              <StepStateTag state={step.state} />
            </Td>
            <Td wide className="text-ink-3">
              {step.expected}
            </Td>
            <Td wide>{step.observed || <span className="text-ink-3">—</span>}</Td>
            <Td numeric className="whitespace-nowrap text-ink-3">
              {step.durationMs === null ? "" : sayDuration(step.durationMs)}
            </Td>
          </Tr>
        ))}
      </Table>
    </div>
  );
}
