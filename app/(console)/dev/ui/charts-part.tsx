import { Attempts } from "#components/state/attempt-lane.tsx";
import { BarChart, type BarSeries, ChartLegend } from "#components/ui/bar-chart.tsx";
import { LineChart } from "#components/ui/line-chart.tsx";
import { Payload } from "#components/ui/payload.tsx";
import { Panel, Section } from "#components/ui/section.tsx";
import { Sparkline } from "#components/ui/sparkline.tsx";
import { Strip } from "#components/ui/strip.tsx";

const series: readonly BarSeries[] = [
  { key: "delivered", word: "Delivered", look: "volume" },
  { key: "parked", word: "Parked", look: "park" },
  { key: "dead", word: "Held or dead", look: "bad" },
];

const bars = Array.from({ length: 96 }, (_, at) => ({
  label: `${String(Math.floor(at / 4)).padStart(2, "0")}:${String((at % 4) * 15).padStart(2, "0")}`,
  values: { delivered: Math.round(230 + 140 * Math.sin(at / 15)), parked: 4, dead: at > 88 ? 12 : 0 },
}));

const sent = `{"id":"ord_58213","type":"order.invoiced","total_minor":128400.10,"paid":false,"account_code":null,
"lines":[{"sku":"A-1","n":2},{"sku":"B-7","n":1}],"meta":{},"note":"a \\"quoted\\" text"}`;

export function ChartsPart() {
  return (
    <Section id="charts" title="Charts" note="volume is ink, colour is state">
      <div className="grid grid-cols-2 gap-4 max-lg:grid-cols-1">
        <Panel>
          <ChartLegend series={series.map((each, at) => ({ ...each, count: [22934, 214, 47][at] }))} />
          <BarChart
            label="Events received in 24 hours"
            series={series}
            bars={bars}
            marks={[
              { at: 30, word: "flip" },
              { at: 62, word: "release" },
              { at: 90, word: "breaker", tone: "bad" },
            ]}
            axis={["14:30", "20:30", "02:30", "08:30", "14:30 CET"]}
          />
        </Panel>
        <Panel>
          <LineChart
            label="Latency of ledger, one hour"
            unit=" ms"
            lines={[
              { key: "p50", word: "p50", values: [180, 190, 185, null, null, 210, 220, 230, 200] },
              { key: "p95", word: "p95", dashed: true, values: [400, 480, 460, null, null, 900, 950, 700, 640] },
            ]}
            axis={["13:32", "14:02", "14:32 CET"]}
          />
        </Panel>
        <Panel>
          <div className="grid gap-3 text-13">
            <p>
              Sparkline{" "}
              <Sparkline
                label="Events, 24 h: 1,204, 12 dead"
                values={[3, 5, 8, 9, 12, 14, 13, 9, 8, 12, 16, 18]}
                bad={[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 6]}
              />{" "}
              <Sparkline label="Events, 24 h: 96" values={[3, 5, 8, 9, 12, 14, 13, 9]} look="park" />
            </p>
            <Strip
              label="Breaker of warehouse-eu, one hour"
              parts={[
                { look: "ok", share: 32, says: "closed 32 min" },
                { look: "bad", share: 12, says: "open 12 min" },
                { look: "half", share: 16, says: "half-open 16 min" },
              ]}
            />
            <Attempts
              attempts={[
                {
                  number: 1,
                  start: "13:49:12",
                  waitFrom: 0,
                  connectAt: 20,
                  responseAt: 120,
                  endAt: 900,
                  outcome: "bad",
                  result: "503 in 0.9 s",
                  tone: "bad",
                },
                {
                  number: 2,
                  start: "13:49:18",
                  waitFrom: 900,
                  connectAt: 2600,
                  responseAt: 2700,
                  endAt: 3800,
                  outcome: "timeout",
                  result: "timeout 10 s",
                  tone: "bad",
                },
                {
                  number: 3,
                  start: "13:50:18",
                  waitFrom: 3800,
                  connectAt: 6600,
                  responseAt: 6700,
                  endAt: 7200,
                  outcome: "ok",
                  result: "200 in 184 ms",
                  tone: "ok",
                },
                {
                  number: 4,
                  start: "held",
                  waitFrom: 0,
                  connectAt: 0,
                  responseAt: null,
                  endAt: 7200,
                  outcome: "waiting",
                  result: "breaker open",
                  tone: "warn",
                },
              ]}
            />
          </div>
        </Panel>
        <Panel>
          <Payload bytes={new TextEncoder().encode(sent)} sha256="9d1f3a5be0c2474f9a1b0c07a9d1f3a5be0c2474f9a1b0c07a" />
          <Payload
            label="Answer"
            bytes={
              new Uint8Array([
                0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46,
              ])
            }
          />
        </Panel>
      </div>
    </Section>
  );
}
