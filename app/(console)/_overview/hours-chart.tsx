import { BarChart, type BarSeries, ChartLegend } from "#components/ui/bar-chart.tsx";
import { LocalTime } from "#components/ui/relative-time.tsx";
import { sayMany } from "#components/ui/say-number.ts";
import { Panel, Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { HourDto, MarkDto } from "#lib/reports/schema.ts";

type HourKey = Exclude<keyof HourDto, "at">;
const SERIES: readonly (BarSeries & { key: HourKey })[] = [
  { key: "delivered", word: "Delivered", look: "volume" },
  { key: "parked", word: "Parked", look: "park" },
  { key: "waiting", word: "Held or waiting", look: "warn" },
  { key: "failed", word: "Dead", look: "bad" },
];
const HOUR = 3_600_000;

type Props = { hours: readonly HourDto[]; marks: readonly MarkDto[]; environment: string };

/** The day in hours, with the flips and decisions that explain it. Times are UTC here: the server draws it. */
export function HoursChart({ hours, marks, environment }: Props) {
  const word = (at: string) => `${at.slice(11, 13)}:00`;
  const sum = (key: HourKey) => hours.reduce((all, hour) => all + hour[key], 0);
  const total = sum("delivered") + sum("parked") + sum("waiting") + sum("failed");
  const start = Date.parse(hours[0]?.at ?? "");
  const placed = marks.filter((mark) => Date.parse(mark.at) >= start);
  return (
    <Section
      title="Deliveries"
      note={`${sayMany(total, "delivery", "deliveries")} in 24 h, ${environment}`}
      aside={<TextLink href="/webhooks/events">Events</TextLink>}
    >
      <Panel>
        <ChartLegend series={SERIES.map((series) => ({ ...series, count: sum(series.key) }))} />
        <BarChart
          label={`Deliveries by hour, ${environment}`}
          series={SERIES}
          bars={hours.map((hour) => ({
            label: `${word(hour.at)} UTC`,
            values: { delivered: hour.delivered, parked: hour.parked, waiting: hour.waiting, failed: hour.failed },
          }))}
          marks={placed.map((mark, index) => ({
            at: Math.floor((Date.parse(mark.at) - start) / HOUR),
            word: String(placed.length - index),
          }))}
          axis={hours.filter((_, index) => index % 6 === 0 || index === 23).map((hour) => word(hour.at))}
        />
        {total === 0 ? (
          <p className="mt-2 text-13 text-ink-3">Nothing was delivered or waits from the last 24 hours.</p>
        ) : null}
        {placed.length > 0 ? (
          <ol className="mt-3 grid gap-1 border-line border-t pt-2 text-12 text-ink-3">
            {placed.map((mark, index) => (
              <li key={mark.id} className="flex flex-wrap gap-x-2">
                <span className="w-4 text-right">{placed.length - index}</span>
                <LocalTime at={mark.at} shape="time" />
                <span className="text-ink-2">{mark.says}</span>
                <span>{mark.actor}</span>
              </li>
            ))}
          </ol>
        ) : null}
      </Panel>
    </Section>
  );
}
