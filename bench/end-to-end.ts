import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { z } from "zod";
import type { TestLane } from "#lib/testing/deliveries.ts";
import { makeSource } from "#lib/testing/sources.ts";
import { beating, end, listening, load, startGateway, startWorker } from "./processes.ts";

const SECRET = "whsec_endtoend_0123456789abcdef";
const SECONDS = 8;
const Arrivals = z.array(z.tuple([z.number(), z.number()]));

export type EndToEnd = { p95At200: number; p95At1000: number; statements: number };
type Parts = { pool: pg.Pool; url: string; sink: string; lanes: readonly TestLane[]; port: number };

async function drained(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("select 1 from delivery limit 1");
    if (rows.length === 0) return;
    await wait(100);
  }
}

/** Both halves as they run in the product: signed POSTs to the gateway, signed POSTs at the destination. */
export async function endToEnd({ pool, url, sink, lanes, port }: Parts): Promise<EndToEnd> {
  const paths: string[] = [];
  for (const { workspaceId, routeId } of lanes) {
    const source = await makeSource(workspaceId, { secrets: [SECRET] });
    await pool.query("update route set source_id = $1 where id = $2", [source.id, routeId]);
    paths.push(`/in/${source.key}`);
  }
  const gateway = startGateway(port, url);
  const worker = startWorker(url);
  try {
    await Promise.all([listening(port), beating(pool, worker)]);
    const plan = { port, paths, secret: SECRET, bytes: 1_024, connections: 128 };
    const arrivals = async () => Arrivals.parse(await (await fetch(`${sink}/arrivals`)).json());
    // From the moment a request was due at its sender until it was complete at the sink.
    const p95 = async (rate: number) => {
      await arrivals();
      const { startedAtMs } = await load({ ...plan, count: rate * SECONDS, ratePerS: rate });
      await drained(pool);
      const took = (await arrivals()).map(([number, at]) => at - startedAtMs - (number / rate) * 1_000);
      if (took.length !== rate * SECONDS) throw new Error(`${took.length} of ${rate * SECONDS} events arrived.`);
      took.sort((a, b) => a - b);
      return Math.round(took[Math.floor(took.length * 0.95)] ?? 0);
    };
    await load({ ...plan, count: 2_000, ratePerS: 500 });
    await drained(pool);
    const p95At200 = await p95(200);
    const p95At1000 = await p95(1_000);

    await pool.query("select pg_stat_statements_reset()");
    const count = 20_000;
    await load({ ...plan, count });
    await drained(pool);
    const { rows } = await pool.query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = current_database() and query not ilike 'select%from delivery limit%'`,
    );
    return { p95At200, p95At1000, statements: (rows[0]?.calls ?? Number.NaN) / count };
  } finally {
    await Promise.all([end(gateway), end(worker)]);
  }
}
