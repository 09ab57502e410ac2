import type { ReactNode } from "react";
import { sayCount } from "./say-number.ts";

type Props = {
  /** From `scaleOf`: the height of the plot in units, and where the lines stand. */
  top: number;
  ticks: readonly number[];
  height: number;
  /** Follows the top tick: " ms". */
  unit: string;
  /** Under the plot, from left to right. */
  axis: readonly string[];
  children: ReactNode;
};

/** The numbers, the lines and the words around a plot. What it shows is said by the figure's label. */
export function ChartFrame({ top, ticks, height, unit, axis, children }: Props) {
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 pt-4 text-11 text-ink-3" aria-hidden="true">
      <div className="relative min-w-6 text-right" style={{ height }}>
        <span className="invisible">{`${sayCount(top)}${unit}`}</span>
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute right-0 translate-y-1/2 whitespace-nowrap leading-none"
            style={{ bottom: `${(tick / top) * 100}%` }}
          >
            {sayCount(tick)}
            {tick === top ? unit : ""}
          </span>
        ))}
      </div>
      <div className="relative" style={{ height }}>
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute inset-x-0 h-px bg-chart-grid"
            style={{ bottom: `${(tick / top) * 100}%` }}
          />
        ))}
        {children}
      </div>
      <span />
      <div className="mt-1 flex justify-between">
        {axis.map((word) => (
          <span key={word}>{word}</span>
        ))}
      </div>
    </div>
  );
}
