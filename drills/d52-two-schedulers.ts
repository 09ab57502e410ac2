import { createChannel } from "#lib/alerts/create-channel.ts";
import { createRule } from "#lib/alerts/create-rule.ts";
import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";
import type { Stage } from "./stage.ts";

const WORKERS = 3;
const TICK_MS = 95_000;
const BAD = "evt_d52_bad";

type Ticks = { name: string; ticks: number; slots: number; jobs: number; ended: number; again: number };

/** A tick is a job of the queue's own that carries one occurrence to its queue; it is filed under its minute. */
const TICKS = `
select s.name, count(distinct t.id)::int as ticks, count(distinct t.singleton_on)::int as slots,
  (select count(*)::int from jobs.job j where j.name = s.name) as jobs,
  (select count(*)::int from jobs.job j where j.name = s.name and j.state = 'completed') as ended,
  (select count(*)::int from jobs.job j where j.name = s.name and j.retry_count > 0) as again
from jobs.schedule s left join jobs.job t on t.name = '__pgboss__send-it' and t.singleton_key = s.name || '__' || s.key
group by s.name, s.key order by s.name`;

async function watchDeadLetters({ ctx, sink }: Stage): Promise<void> {
  const channel = await createChannel(ctx, { kind: "webhook", name: "drill", url: `${sink.url}/told` });
  const rule = { kind: "dead_letters", name: "dead", count: "open", runbook: "dead-letters", channelIds: [channel.id] };
  await createRule(ctx, rule);
}

export const d52: Drill = {
  id: "D52",
  title: "three workers: each tick fires once, each alert is told once",
  run: async (stage, { full }) => {
    const { sender, sink, eyes } = stage;
    const minutes = full ? 5 : 2;
    sink.answer = ({ body, path }) => ({ status: path === "/hook" && body.includes(BAD) ? 400 : 204 });
    await stage.addDestination(`${sink.url}/hook`, { retry: [1] });
    await watchDeadLetters(stage);
    const { rowCount: schedules } = await eyes.query("update jobs.schedule set cron = '* * * * *'");
    await stage.gateway.start();
    const workers = Array.from({ length: WORKERS }, () => stage.add("worker"));
    await Promise.all(workers.map((worker) => worker.start()));
    for (const worker of workers) await stage.isUp(worker);
    for (const id of [BAD, "evt_d52_good"]) await sender.insist(id);
    const ticks = async () => (await eyes.query<Ticks>(TICKS)).rows;
    const enough = async () => (await ticks()).every((row) => row.slots >= minutes && row.ended >= row.slots);
    await eventually(`each schedule fired in ${minutes} minutes`, enough, full ? TICK_MS * minutes : TICK_MS);
    await stage.settled();
    const told = () => sink.received.filter(({ path }) => path === "/told");
    await eventually("the alert is told", () => told().length > 0, 30_000);
    // Each of them stops: what they had begun is through before it is counted.
    await Promise.all(workers.map((worker) => worker.kill("SIGTERM")));
    const rows = await ticks();
    expect("every schedule of the catalogue", rows.length === schedules && rows.length > 0, rows.length);
    for (const row of rows) {
      expect("one tick a minute", row.ticks === row.slots, row);
      expect("one job a tick, whichever worker saw it", row.jobs <= row.slots && row.jobs >= minutes, row);
      expect("each job run once, to its end", row.ended === row.jobs && row.again === 0, row);
    }
    const alerts = await stage.number("select count(*) as n from alert");
    const fired = await stage.number("select count(*) as n from alert_transition where \"to\" = 'firing'");
    expect("one alert that fired once", alerts === 1 && fired === 1, { alerts, fired });
    expect("one notification of it", told().length === 1, told().length);
    const held = await checkInvariants(
      stage,
      sink.received.filter(({ path }) => path === "/hook"),
    );
    const jobs = rows.reduce((sum, row) => sum + row.jobs, 0);
    return `${rows.length} schedules, ${jobs} jobs by ${WORKERS} workers, one a tick; one alert, told once; ${held}`;
  },
};
