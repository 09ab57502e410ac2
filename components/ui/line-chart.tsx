import { ChartFrame } from "./chart-frame.tsx";
import { sayCount } from "./say-number.ts";
import { scaleOf } from "./scale.ts";

export type LineSeries = { key: string; word: string; dashed?: boolean; values: readonly (number | null)[] };

type Props = {
  label: string;
  lines: readonly LineSeries[];
  axis?: readonly string[];
  height?: number;
  /** Follows the top tick: " ms". */
  unit?: string;
};

/** Lines over time, such as p50 and p95. A null is a gap: no data is not zero. */
export function LineChart({ label, lines, axis = [], height = 120, unit = "" }: Props) {
  const all = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const { top, ticks } = scaleOf(Math.max(0, ...all));
  const last = lines.map(({ word, values }) => `${word} ${sayLast(values, unit)}`);
  return (
    <figure role="img" aria-label={[label, ...last].join(". ")} className="min-w-0">
      <ChartFrame top={top} ticks={ticks} height={height} unit={unit} axis={axis}>
        <svg
          aria-hidden="true"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
        >
          {lines.map((line) => (
            <path
              key={line.key}
              d={pathOf(line.values, top)}
              fill="none"
              stroke={line.dashed ? "var(--chart-line)" : "var(--ink)"}
              strokeWidth={1.5}
              strokeDasharray={line.dashed ? "4 3" : undefined}
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
          ))}
        </svg>
      </ChartFrame>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-12 text-ink-3">
        {lines.map((line) => (
          <span key={line.key} className="inline-flex items-center gap-1.5">
            <svg width={16} height={2} aria-hidden="true">
              <path
                d="M0 1h16"
                stroke={line.dashed ? "var(--chart-line)" : "var(--ink)"}
                strokeWidth={2}
                strokeDasharray={line.dashed ? "4 3" : undefined}
              />
            </svg>
            {line.word} <span className="text-ink-2">{sayLast(line.values, unit)}</span>
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function sayLast(values: readonly (number | null)[], unit: string): string {
  const last = values.at(-1);
  return last === null || last === undefined ? "no data" : `${sayCount(last)}${unit}`;
}

function pathOf(values: readonly (number | null)[], top: number): string {
  const width = Math.max(1, values.length - 1);
  let path = "";
  let joined = false;
  for (const [at, value] of values.entries()) {
    if (value === null) {
      joined = false;
      continue;
    }
    path += `${joined ? "L" : "M"}${((at / width) * 100).toFixed(2)} ${(100 - (value / top) * 100).toFixed(2)}`;
    joined = true;
  }
  return path;
}
