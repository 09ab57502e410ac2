import { BarChart, type BarSeries, ChartLegend } from "#components/ui/bar-chart.tsx";
import { sayTime } from "#components/ui/say-time.ts";
import { Panel } from "#components/ui/section.tsx";
import type { OverTime } from "#lib/webhooks/traffic-schema.ts";

type Props = { label: string; series: readonly BarSeries[]; counted: OverTime | null };

export const CHART_STEPS = 72;

/** The chart of a list: what came, and what of it needs a person. */
export function TrafficChart({ label, series, counted }: Props) {
  if (counted === null)
    return (
      <Panel>
        <p className="text-13 text-ink-3">No data: counting took longer than 2 s. Choose a shorter time.</p>
      </Panel>
    );
  const from = new Date(counted.from).getTime();
  const to = new Date(counted.to).getTime();
  const shape = to - from > 36 * 3_600_000 ? "date" : "time";
  const at = (share: number) => sayTime(new Date(from + (to - from) * share), shape, "UTC");
  const bars = counted.bars.map((values, step) => ({
    label: sayTime(new Date(from + ((to - from) * step) / counted.bars.length), "exact", "UTC"),
    values,
  }));
  return (
    <Panel>
      <ChartLegend series={series.map((each) => ({ ...each, count: counted.totals[each.key] ?? 0 }))} />
      <BarChart label={label} series={series} bars={bars} axis={[at(0), at(1 / 3), at(2 / 3), "now"]} height={72} />
    </Panel>
  );
}
