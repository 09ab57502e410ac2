import { GateSignalDrawing } from "#components/motif/gate-signal.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { BoardRow } from "#lib/gates/schema.ts";
import { nextGate, toSignal } from "../integrations/_components/gate-progress.tsx";

type Props = { board: readonly BoardRow[]; mayDecide: boolean };

/** Gates that nothing blocks any more: a person's word is all that is missing. */
export function WaitingGates({ board, mayDecide }: Props) {
  const ready = board.flatMap((row) => {
    const gate = nextGate(row.gates);
    const decided = gate?.state === "passed" && row.trafficMode !== "canary";
    return gate !== undefined && gate.blockingCount === 0 && gate.verdict !== "no_data" && !decided
      ? [{ row, gate }]
      : [];
  });
  return (
    <Section
      title={mayDecide ? "Gates waiting for you" : "Gates ready to decide"}
      note={String(ready.length)}
      aside={<TextLink href="/gates">Board</TextLink>}
    >
      {ready.length === 0 ? (
        <p className="text-13 text-ink-3">None: the others still have open items.</p>
      ) : (
        <ul className="grid gap-2.5 text-13">
          {ready.map(({ row, gate }) => (
            <li key={row.slug} className="flex items-center gap-2">
              <GateSignalDrawing verdict={toSignal(gate.verdict)} />
              <span className="min-w-0">
                <TextLink href={`/integrations/${row.slug}/gates?gate=${gate.gate}`}>{row.slug}</TextLink>{" "}
                <span className="text-ink-3">{gate.gate}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
