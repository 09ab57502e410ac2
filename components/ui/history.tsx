import type { ReactNode } from "react";
import { type Tone, toneStroke } from "./tone.ts";

export type HistoryEntry = { id: string; tone: Tone; title: ReactNode; says?: ReactNode; when: ReactNode };

/** What happened, newest first, on one line. */
export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  return (
    <ol className="text-13">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className="relative pb-4 pl-6 before:absolute before:top-4 before:-bottom-1 before:left-[5px] before:w-0.5 before:bg-line-strong last:before:hidden"
        >
          <span
            aria-hidden="true"
            className="absolute top-[5px] left-px size-2.5 rounded-xs border-2 bg-bg"
            style={{ borderColor: toneStroke[entry.tone] }}
          />
          <div className="min-w-0 [overflow-wrap:anywhere]">{entry.title}</div>
          {entry.says ? <div className="text-ink-2 [overflow-wrap:anywhere]">{entry.says}</div> : null}
          <div className="text-12 text-ink-3">{entry.when}</div>
        </li>
      ))}
    </ol>
  );
}
