import type { ReactNode } from "react";
import { type Tone, toneText } from "#components/ui/tone.ts";

/** Times in milliseconds from the start of the first attempt's wait. */
export type Attempt = {
  number: number;
  start: ReactNode;
  waitFrom: number;
  connectAt: number;
  responseAt: number | null;
  endAt: number;
  outcome: "ok" | "bad" | "timeout" | "waiting";
  result: ReactNode;
  tone: Tone;
};

const wait = "repeating-linear-gradient(135deg, var(--line-strong) 0 2px, transparent 2px 4px)";

/** Each try as a bar: hatched while it waited, grey while it connected, then the answer. */
export function Attempts({ attempts }: { attempts: readonly Attempt[] }) {
  const whole = Math.max(1, ...attempts.map((attempt) => attempt.endAt));
  return (
    <ol className="grid grid-cols-[20px_auto_minmax(0,1fr)_auto] items-center gap-x-2 text-12 max-md:grid-cols-[14px_auto_minmax(0,1fr)_auto]">
      {attempts.map((attempt) => (
        <li key={attempt.number} className="contents">
          <span className="text-ink-3">{attempt.number}</span>
          <span className="text-ink-2">{attempt.start}</span>
          <Lane attempt={attempt} whole={whole} />
          <span className={`max-w-40 truncate font-medium ${toneText[attempt.tone]}`}>{attempt.result}</span>
        </li>
      ))}
    </ol>
  );
}

function Lane({ attempt, whole }: { attempt: Attempt; whole: number }) {
  const place = (from: number, to: number) => ({
    left: `${(from / whole) * 100}%`,
    width: `max(2px, ${(Math.max(0, to - from) / whole) * 100}%)`,
  });
  const { waitFrom, connectAt, responseAt, endAt, outcome } = attempt;
  const part = "absolute top-2 h-2.5";
  return (
    <span aria-hidden="true" className="relative h-6.5">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      {connectAt > waitFrom || outcome === "waiting" ? (
        <span
          className={part}
          style={{ ...place(waitFrom, outcome === "waiting" ? endAt : connectAt), background: wait }}
        />
      ) : null}
      {outcome === "waiting" ? null : (
        <span className={`${part} bg-chart-volume`} style={place(connectAt, responseAt ?? connectAt)} />
      )}
      {outcome === "ok" || outcome === "bad" ? (
        <span
          className={`${part} rounded-r-xs ${outcome === "ok" ? "bg-ok-fill" : "bg-bad-fill"}`}
          style={place(responseAt ?? connectAt, endAt)}
        />
      ) : null}
      {outcome === "timeout" ? (
        <span
          className={`${part} border border-bad-fill border-dashed`}
          style={place(responseAt ?? connectAt, endAt)}
        />
      ) : null}
    </span>
  );
}
