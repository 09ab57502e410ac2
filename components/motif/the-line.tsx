import Link from "next/link";
import type { ReactNode } from "react";
import { GateSignalDrawing, type GateVerdict } from "./gate-signal.tsx";

/** What the track after a stop carries: traffic, parked traffic, or nothing. */
export type Track = "lit" | "parked" | "dark";

export type LineStop = {
  id: string;
  title: ReactNode;
  href?: string;
  says?: ReactNode;
  /** What is drawn on the track. A siding shows wagons when something waits in it. */
  sign: { kind: "source" } | { kind: "gate"; verdict: GateVerdict } | { kind: "siding"; waiting: number };
  /** From here on. */
  track: Track;
};

export type LineEnd = { id: string; title: ReactNode; href?: string; says?: ReactNode; lit: boolean };

const colours: Record<Track, string> = {
  lit: "var(--ok-fill)",
  parked: "var(--park-fill)",
  dark: "var(--track-unlit)",
};

function trackStyle(track: Track, upright: boolean) {
  const colour = colours[track];
  if (track !== "dark") return { background: colour };
  return { background: `repeating-linear-gradient(${upright ? 180 : 90}deg, ${colour} 0 6px, transparent 6px 10px)` };
}

/** How traffic runs: source, gate, siding, gate, destinations. Upright on narrow screens. */
export function TheLine({ stops, ends }: { stops: readonly LineStop[]; ends: readonly LineEnd[] }) {
  const last = stops.at(-1)?.track ?? "dark";
  return (
    <ol
      aria-label="How traffic runs"
      className="grid auto-cols-[minmax(0,1fr)] grid-flow-col rounded-md border border-line bg-surface px-4 pt-4 pb-3.5 text-13 max-md:grid-flow-row"
    >
      {stops.map((stop) => (
        <li
          key={stop.id}
          className="relative min-w-0 pt-11 pr-3 max-md:min-h-14 max-md:pt-0 max-md:pr-0 max-md:pb-4 max-md:pl-9"
        >
          <span
            aria-hidden="true"
            className="absolute inset-x-0 top-[23px] h-0.5 max-md:hidden"
            style={trackStyle(stop.track, false)}
          />
          <span
            aria-hidden="true"
            className="absolute top-3 -bottom-3 left-[11px] w-0.5 md:hidden"
            style={trackStyle(stop.track, true)}
          />
          <span className="absolute top-3 left-0 size-6 max-md:top-0">
            <Sign stop={stop} />
          </span>
          <StopWords
            title={stop.title}
            href={stop.href}
            says={stop.says}
            parked={stop.sign.kind === "siding" && stop.sign.waiting > 0}
          />
        </li>
      ))}
      <li className="relative min-w-0 max-md:pl-9">
        <span className="sr-only">Destinations</span>
        <Fan ends={ends} track={last} />
        <ul className={`grid gap-2 pl-8 max-md:pl-0 ${ends.length === 1 ? "pt-3.5 max-md:pt-0" : ""}`}>
          {ends.map((end, at) => (
            <li key={end.id} className="relative min-h-12">
              <Elbow first={at === 0} open={end.lit && last !== "dark"} track={last} />
              <StopWords title={end.title} href={end.href} says={end.says} />
            </li>
          ))}
          {ends.length === 0 ? <li className="pt-11 text-12 text-ink-3 max-md:pt-0">No destination yet</li> : null}
        </ul>
      </li>
    </ol>
  );
}

function StopWords({
  title,
  href,
  says,
  parked = false,
}: {
  title: ReactNode;
  href?: string;
  says?: ReactNode;
  parked?: boolean;
}) {
  return (
    <>
      <p className={`font-medium ${parked ? "text-park" : ""}`}>
        {href ? (
          <Link href={href} className="underline-offset-[3px] hover:underline">
            {title}
          </Link>
        ) : (
          title
        )}
      </p>
      {says ? <div className="text-12 text-ink-3 [overflow-wrap:anywhere]">{says}</div> : null}
    </>
  );
}

function Sign({ stop }: { stop: LineStop }) {
  const { sign, track } = stop;
  if (sign.kind === "gate") {
    return (
      <span className="absolute -top-2 left-1 bg-surface px-1">
        <GateSignalDrawing verdict={sign.verdict} size={24} />
      </span>
    );
  }
  const wagons = sign.kind === "siding" && sign.waiting > 0;
  return (
    <svg width={24} height={24} viewBox="0 0 24 24" aria-hidden="true" className="overflow-visible">
      {wagons ? (
        <g className="max-md:hidden" stroke="var(--park-fill)" strokeWidth={2} fill="none">
          <path d="M28 12h6l12-18h72M118-11v10" />
          <path
            d="M54-16h11v7H54zM70-16h11v7H70zM86-16h11v7H86zM102-16h11v7h-11z"
            fill="var(--park-fill)"
            stroke="none"
          />
        </g>
      ) : null}
      <circle cx={12} cy={12} r={5} fill="var(--surface)" stroke={colours[track]} strokeWidth={2} />
    </svg>
  );
}

/** The same split where the line stands upright. */
function Elbow({ first, open, track }: { first: boolean; open: boolean; track: Track }) {
  return (
    <span
      aria-hidden="true"
      className={`absolute -left-[25px] w-4 border-b-2 border-l-2 md:hidden ${first ? "-top-3 h-6" : "-top-11 h-14"} ${open ? "" : "border-dashed"}`}
      style={{ borderColor: open ? colours[track] : "var(--track-unlit)" }}
    />
  );
}

/** Where the track splits to its destinations. */
function Fan({ ends, track }: { ends: readonly LineEnd[]; track: Track }) {
  if (ends.length === 0) return null;
  return (
    <svg
      aria-hidden="true"
      width={28}
      height={ends.length * 56}
      className="absolute top-0 left-0 overflow-visible max-md:hidden"
      fill="none"
      strokeWidth={2}
    >
      {ends.map((end, at) => {
        const open = end.lit && track !== "dark";
        const y = ends.length === 1 ? 24 : 10 + at * 56;
        return (
          <path
            key={end.id}
            d={`M0 24h6L12 ${y}h14`}
            stroke={open ? colours[track] : "var(--track-unlit)"}
            strokeDasharray={open ? undefined : "6 4"}
          />
        );
      })}
    </svg>
  );
}
