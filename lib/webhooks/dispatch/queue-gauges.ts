import type pg from "pg";
import { dlqDepth, dlqOldest, queueDepth, queueOldest } from "./metrics.ts";

const READ = `
select count(*) filter (where state = 0 and next_attempt_at <= now())::int as ready,
  count(*) filter (where state = 0 and next_attempt_at > now())::int as scheduled,
  count(*) filter (where state = 1)::int as leased, count(*) filter (where state = 2)::int as held,
  count(*) filter (where state = 3)::int as parked,
  coalesce(extract(epoch from now() - min(next_attempt_at) filter (where state = 0 and next_attempt_at <= now())), 0)::float8 as oldest
from delivery`;
const READ_DEAD = `
select count(*)::int as n, coalesce(extract(epoch from now() - min(finished_at)), 0)::float8 as oldest from delivery_history
where state = 5 and resolution is null`;

/** One reading every 15 s, whoever scrapes and how often. */
export async function readQueueGauges(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Record<string, number>>({ name: "queue_gauges", text: READ });
  const row = rows[0] ?? {};
  for (const state of ["ready", "scheduled", "leased", "held", "parked"])
    queueDepth.set({ queue: "delivery", state }, row[state] ?? 0);
  queueOldest.set({ queue: "delivery" }, row["oldest"] ?? 0);
  const dead = await pool.query<{ n: number; oldest: number }>({ name: "dead_gauges", text: READ_DEAD });
  dlqDepth.set(dead.rows[0]?.n ?? 0);
  dlqOldest.set(dead.rows[0]?.oldest ?? 0);
}
