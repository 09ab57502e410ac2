import { type Tone, toneStroke, toneText } from "#components/ui/tone.ts";

export type GateVerdict = "blocked" | "pass" | "pass_with_waivers" | "no_data";

export const gateVerdictLooks: Record<GateVerdict, { word: string; tone: Tone }> = {
  blocked: { word: "Blocked", tone: "bad" },
  pass: { word: "Pass", tone: "ok" },
  pass_with_waivers: { word: "Pass with waivers", tone: "warn" },
  no_data: { word: "No data", tone: "quiet" },
};

/** A semaphore: level arm stops, raised arm lets through, a fishtail when waivers carry it. */
export function GateSignalDrawing({ verdict, size = 18 }: { verdict: GateVerdict; size?: 18 | 24 | 36 }) {
  const colour = toneStroke[gateVerdictLooks[verdict].tone];
  const raised = verdict === "pass" || verdict === "pass_with_waivers";
  return (
    <svg
      width={(size * 16) / 18}
      height={size}
      viewBox="0 0 16 18"
      aria-hidden="true"
      className="shrink-0 overflow-visible"
    >
      <path d="M3 1v16M0.75 17h4.5" stroke="var(--ink-2)" strokeWidth={1.5} fill="none" />
      <g transform={raised ? "translate(0 2.5) rotate(-45 3 5)" : undefined}>
        {verdict === "no_data" ? (
          <path d="M3 2.75h11v4.5H3" fill="none" stroke={colour} strokeWidth={1.25} strokeDasharray="2 1.6" />
        ) : verdict === "pass_with_waivers" ? (
          <path d="M3 2.75h11l-2.5 2.25 2.5 2.25H3z" fill={colour} />
        ) : (
          <>
            <path d="M3 2.75h11v4.5H3z" fill={colour} />
            <path d="M11 2.75v4.5" stroke="var(--surface)" strokeWidth={1.5} />
          </>
        )}
      </g>
    </svg>
  );
}

export function GateVerdictTag({ verdict }: { verdict: GateVerdict }) {
  const look = gateVerdictLooks[verdict];
  return (
    <span
      className={`inline-flex items-center gap-1.5 align-middle font-medium whitespace-nowrap ${toneText[look.tone]}`}
    >
      <GateSignalDrawing verdict={verdict} />
      {look.word}
    </span>
  );
}
