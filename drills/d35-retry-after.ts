import { eventually } from "#lib/testing/sink.ts";
import { checkInvariants } from "./check.ts";
import type { Drill } from "./drill.ts";
import { expect } from "./drill.ts";

const BASE = 60;
const DAY = 86_400;
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toUTCString();

/** What the destination says, and the seconds that it should be left alone. Garbage is worth the schedule's own step. */
const FORMS: Readonly<Record<string, { says: () => string; waits: number }>> = {
  seconds: { says: () => "120", waits: 120 },
  zero: { says: () => "0", waits: BASE },
  date: { says: () => inSeconds(600), waits: 600 },
  past: { says: () => inSeconds(-600), waits: BASE },
  negative: { says: () => "-1", waits: BASE },
  exponent: { says: () => "1e9", waits: BASE },
  infinity: { says: () => "Infinity", waits: BASE },
  list: { says: () => "5, 10", waits: BASE },
  empty: { says: () => "", waits: BASE },
  long: { says: () => "999999999", waits: DAY },
};
/** Jitter is only ever added: a tenth, a quarter of an hour at most. Dates have whole seconds. */
const most = (waits: number) => waits + Math.min(waits * 0.1, 900) + 2;
const SLACK_SECONDS = 2;

type Row = { name: string; seconds: number; state: number };

export const d35: Drill = {
  id: "D35",
  title: "429 with every form of Retry-After",
  fast: true,
  run: async (stage) => {
    const { sender, sink } = stage;
    sink.answer = ({ path }) => ({ status: 429, headers: { "retry-after": FORMS[path.slice(1)]?.says() ?? "" } });
    for (const name of Object.keys(FORMS)) await stage.addDestination(`${sink.url}/${name}`, { name, retry: [BASE] });
    await Promise.all([stage.gateway.start(), stage.worker.start()]);
    await sender.insist("evt_d35");
    const recorded = () => stage.number("select count(*) as n from attempt where outcome = 'http_429'");
    const forms = Object.keys(FORMS).length;
    await eventually("every answer is recorded", async () => (await recorded()) === forms, 15_000);
    const { rows } = await stage.eyes.query<Row>(`
      select t.name, d.state, extract(epoch from d.next_attempt_at - a.at)::float8 as seconds
      from delivery d join destination t on t.id = d.destination_id join attempt a on a.delivery_id = d.id`);
    const wrong = rows.filter(({ name, seconds, state }) => {
      const waits = FORMS[name]?.waits ?? Number.NaN;
      return state !== 0 || !(seconds >= waits - SLACK_SECONDS && seconds <= most(waits) + SLACK_SECONDS);
    });
    expect("the wait that each form asks for", wrong.length === 0 && rows.length === forms, wrong);
    const waits = rows.map(({ name, seconds }) => `${name} ${Math.round(seconds)} s`).join(", ");
    return `${waits}; ${await checkInvariants(stage)}`;
  },
};
