import type { ReactNode } from "react";

const lit = { stroke: "currentColor", strokeWidth: 2, fill: "none", strokeLinejoin: "round" } as const;
const dark = { stroke: "var(--track-unlit)", strokeWidth: 2, fill: "none", strokeDasharray: "2.5 2.5" } as const;

/** One track, four layouts: through, turnout, siding with wagons, buffer stop. */
const layouts = {
  live: (
    <>
      <path d="M1 8h30" {...lit} />
      <path d="m26.5 3.5 5 4.5-5 4.5" {...lit} />
    </>
  ),
  canary: (
    <>
      <path d="M10 12h23" {...dark} />
      <path d="M1 12h9l6-7h15" {...lit} />
      <path d="m28 1.5 4 3.5-4 3.5" {...lit} />
    </>
  ),
  parked: (
    <>
      <path d="M10 14h23" stroke="var(--track-unlit)" strokeWidth={2} fill="none" />
      <path d="M1 14h9l5-6h17V4" {...lit} />
      <path d="M16 2h4v4h-4zM21.5 2h4v4h-4zM27 2h3.5v4H27z" fill="currentColor" />
    </>
  ),
  blocked: (
    <>
      <path d="M20 8h13" {...dark} />
      <path d="M1 8h16" {...lit} />
      <path d="M17.5 2v12" stroke="currentColor" strokeWidth={3} />
    </>
  ),
} satisfies Record<string, ReactNode>;

/** The word stands beside it; the drawing itself is hidden from screen readers. */
export function TrafficModeDrawing({ mode }: { mode: keyof typeof layouts }) {
  return (
    <svg width={34} height={16} viewBox="0 0 34 16" aria-hidden="true" className="shrink-0">
      {layouts[mode]}
    </svg>
  );
}
