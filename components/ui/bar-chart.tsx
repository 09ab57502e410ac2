import { ChartFrame } from "./chart-frame.tsx";
import { sayCount } from "./say-number.ts";
import { scaleOf } from "./scale.ts";

export type BarLook = "volume" | "ok" | "warn" | "bad" | "park" | "info";

export type BarSeries = { key: string; word: string; look: BarLook };

/** One step of time; `values` by series key, drawn from the axis up in the order of the series. */
export type Bar = { label: string; values: Readonly<Record<string, number>> };

/** `at` is the bar the mark stands before; `word` is said at its head. */
export type Mark = { at: number; word: string; tone?: "ink" | "bad" };

const fills: Record<BarLook, string> = {
  volume: "var(--chart-volume)",
  ok: "var(--ok-fill)",
  warn: "var(--warn-fill)",
  bad: "var(--bad-fill)",
  park: "var(--park-fill)",
  info: "var(--info-fill)",
};

type Props = {
  /** What is counted, for screen readers: "Events received by hour". */
  label: string;
  series: readonly BarSeries[];
  bars: readonly Bar[];
  marks?: readonly Mark[];
  /** Under the axis, from left to right. */
  axis?: readonly string[];
  height?: number;
  unit?: string;
};

/** Stacked bars with marks. Narrow screens get half as many bars, not smaller ones. */
export function BarChart(props: Props) {
  const coarse = { ...props, ...halve(props.bars, props.marks ?? [], props.series) };
  return (
    <figure role="img" aria-label={summary(props)} className="min-w-0">
      <div className="max-md:hidden">
        <Plot {...props} />
      </div>
      <div className="md:hidden">
        <Plot {...coarse} axis={props.axis && props.axis.length > 3 ? ends(props.axis) : props.axis} />
      </div>
    </figure>
  );
}

function Plot({ series, bars, marks = [], axis = [], height = 132, unit = "" }: Props) {
  const totals = bars.map((bar) => series.reduce((sum, { key }) => sum + (bar.values[key] ?? 0), 0));
  const { top, ticks } = scaleOf(Math.max(0, ...totals));
  const count = Math.max(1, bars.length);
  return (
    <ChartFrame top={top} ticks={ticks} height={height} unit={unit} axis={axis}>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${count} ${top}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
        {bars.map((bar, at) => (
          <BarShape key={bar.label} bar={bar} at={at} top={top} series={series} unit={unit} />
        ))}
      </svg>
      {together(marks).map((mark) => (
        <MarkLine key={`${mark.at} ${mark.word}`} mark={mark} share={mark.at / count} />
      ))}
    </ChartFrame>
  );
}

type ShapeProps = { bar: Bar; at: number; top: number; series: readonly BarSeries[]; unit: string };

function BarShape({ bar, at, top, series, unit }: ShapeProps) {
  let below = 0;
  const shapes = series.map(({ key, look }) => {
    const value = bar.values[key] ?? 0;
    below += value;
    if (value === 0) return null;
    return <rect key={key} x={at + 0.1} width={0.8} y={top - below} height={value} fill={fills[look]} />;
  });
  const said = series
    .filter(({ key }) => bar.values[key])
    .map(({ key, word }) => `${word} ${sayCount(bar.values[key] ?? 0)}${unit}`);
  return (
    <g>
      <title>{`${bar.label}: ${said.length > 0 ? said.join(", ") : "nothing"}`}</title>
      <rect x={at} width={1} y={0} height={top} fill="transparent" />
      {shapes}
    </g>
  );
}

/** Marks before one bar share a line; two words on one spot cannot be read. */
function together(marks: readonly Mark[]): Mark[] {
  return [...Map.groupBy(marks, (mark) => mark.at)].map(([at, group]) => ({
    at,
    word: group
      .map((mark) => mark.word)
      .sort()
      .join(", "),
    tone: group.some((mark) => mark.tone === "bad") ? "bad" : "ink",
  }));
}

function MarkLine({ mark, share }: { mark: Mark; share: number }) {
  const bad = mark.tone === "bad";
  return (
    <span
      className={`pointer-events-none absolute -top-3 bottom-0 border-l border-dotted ${bad ? "border-bad-fill text-bad" : "border-ink-2 text-ink-2"}`}
      style={{ left: `${share * 100}%` }}
    >
      <span
        className={`absolute top-0 -left-[4.5px] border-x-4 border-x-transparent border-t-[6px] ${bad ? "border-t-bad-fill" : "border-t-ink-2"}`}
      />
      <span className={`absolute -top-1 leading-4 whitespace-nowrap ${share > 0.8 ? "right-2" : "left-2"}`}>
        {mark.word}
      </span>
    </span>
  );
}

export function ChartLegend({ series }: { series: readonly (BarSeries & { count?: number })[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-3">
      {series.map((each) => (
        <li key={each.key} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2.5 rounded-xs" style={{ background: fills[each.look] }} />
          {each.word}
          {each.count === undefined ? null : ` ${sayCount(each.count)}`}
        </li>
      ))}
    </ul>
  );
}

function halve(
  bars: readonly Bar[],
  marks: readonly Mark[],
  series: readonly BarSeries[],
): { bars: Bar[]; marks: Mark[] } {
  const pairs: Bar[] = [];
  for (let at = 0; at < bars.length; at += 2) {
    const first = bars[at];
    if (!first) continue;
    const second = bars[at + 1];
    const values = Object.fromEntries(
      series.map(({ key }) => [key, (first.values[key] ?? 0) + (second?.values[key] ?? 0)]),
    );
    pairs.push({ label: second ? `${first.label} to ${second.label}` : first.label, values });
  }
  return { bars: pairs, marks: marks.map((mark) => ({ ...mark, at: mark.at / 2 })) };
}

function ends(axis: readonly string[]): string[] {
  return [axis[0], axis[Math.floor(axis.length / 2)], axis.at(-1)].filter((word) => word !== undefined);
}

function summary({ label, series, bars, marks = [], unit = "" }: Props): string {
  const sums = series.map(
    ({ key, word }) => `${word} ${sayCount(bars.reduce((sum, bar) => sum + (bar.values[key] ?? 0), 0))}${unit}`,
  );
  return [label, ...sums, ...marks.map((mark) => `mark: ${mark.word}`)].join(". ");
}
