import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { Agent } from "undici";
import { newId } from "#lib/core/id.ts";
import { closeDatabase, openDatabase } from "#lib/db/client.ts";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { prepareJobs } from "#lib/jobs/boss.ts";
import { makeLane, type TestLane } from "#lib/testing/deliveries.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { endToEnd } from "./end-to-end.ts";
import { beating, end, startWorker } from "./processes.ts";
import { median, type Row } from "./report.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BODY = Buffer.from(JSON.stringify({ id: "evt_bench", type: "thing.happened", data: "x".repeat(160) }));

export type DeliverBench = {
  destinations: number;
  deliveries: number;
  raw_rps: number;
  ours_rps: number;
  ratio_to_raw: number;
  ratios: number[];
  sql_per_event: number;
  e2e_p95_ms_at_200: number;
  e2e_p95_ms_at_1000: number;
};
type Options = { pairs?: number; count?: number; destinations?: number; maxInflight?: number; port?: number };

type Bench = { pool: pg.Pool; lanes: TestLane[]; url: string };

async function startSinkProcess(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, "bench/deliver-sink.ts"), String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

/** Events and one delivery each, spread over the lanes, in batches as the gateway commits them. */
async function store(pool: pg.Pool, lanes: TestLane[], count: number): Promise<void> {
  for (let from = 0; from < count; from += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - from) }, (_, n) => {
      const lane = lanes[(from + n) % lanes.length];
      if (lane === undefined) throw new Error("no lane");
      return { lane, event: newId(), id: newId() };
    });
    await pool.query(
      `with inp as (select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[]) as t(id, event_id, source_id, route_id, destination_id)),
        e as (insert into event (id, workspace_id, source_id, environment, external_id, type, content_type, headers, body, body_sha, is_utf8, trace_id, received_at)
          select event_id, $6, source_id, 'test', event_id::text, 'thing.happened', 'application/json', '[]', $7, sha256($7), true, $8, now() from inp)
        insert into delivery (id, workspace_id, event_id, source_id, route_id, destination_id, environment, event_type, bucket)
        select id, $6, event_id, source_id, route_id, destination_id, 'test', 'thing.happened', 0 from inp`,
      [
        rows.map((row) => row.id),
        rows.map((row) => row.event),
        rows.map((row) => row.lane.sourceId),
        rows.map((row) => row.lane.routeId),
        rows.map((row) => row.lane.destinationId),
        lanes[0]?.workspaceId,
        BODY,
        randomBytes(16).toString("hex"),
      ],
    );
  }
}

/** The same number of POSTs to the same sink with nothing else: as many in flight as a worker has slots. */
async function raw(sink: string, count: number): Promise<number> {
  const agent = new Agent({ connections: 64 });
  const startedAt = performance.now();
  let left = count;
  const lane = async () => {
    while (left-- > 0) {
      const answer = await agent.request({ origin: sink, path: "/hook", method: "POST", body: BODY });
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({ length: 64 }, lane));
  const seconds = (performance.now() - startedAt) / 1000;
  await agent.close();
  return count / seconds;
}

async function ended(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ n: number }>("select count(*)::int as n from delivery_history");
  return rows[0]?.n ?? 0;
}

async function drained(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("select 1 from delivery limit 1");
    if (rows.length === 0) return;
    await wait(50);
  }
}

async function ours({ pool, lanes, url }: Bench, count: number): Promise<number> {
  // Stored while the switch is off, so that the clock runs over delivering alone.
  await pool.query("update destination_state set paused = true");
  await store(pool, lanes, count);
  const worker = startWorker(url);
  await beating(pool, worker);
  await pool.query("vacuum analyze delivery");
  await pool.query("checkpoint");
  const before = await ended(pool);
  await pool.query("update destination_state set paused = false");
  await pool.query("notify delivery");
  const startedAt = performance.now();
  await drained(pool);
  const seconds = (performance.now() - startedAt) / 1000;
  const done = (await ended(pool)) - before;
  await end(worker);
  return done / seconds;
}

/** Its own database below `home`, its own sink; the worker is the product's process. */
export async function benchDeliver(
  home: string,
  say: (line: string) => void,
  { pairs = 5, count = 20_000, destinations = 20, maxInflight = 32, port = 4_640 }: Options = {},
): Promise<{ result: DeliverBench; rows: Row[] }> {
  process.env["INTERLOCK_KEYS"] ??= `bench:${randomBytes(32).toString("base64")}`;
  const postgres = await startEmbeddedPostgres(home);
  const sinkProcess = await startSinkProcess(port);
  const pool = new pg.Pool({ connectionString: postgres.url, max: 4 });
  try {
    await migrate(postgres.url, join(root, "prisma/migrations"));
    await prepareJobs(postgres.url);
    await pool.query("create extension if not exists pg_stat_statements");
    process.env["DATABASE_URL"] = postgres.url;
    openDatabase("test");
    const sink = `http://127.0.0.1:${port}`;
    const { id: workspaceId } = await makeWorkspace();
    const lanes: TestLane[] = [];
    for (let n = 0; n < destinations; n++)
      lanes.push(await makeLane(workspaceId, `${sink}/hook`, { runtime: { maxInflight } }));
    const bench = { pool, lanes, url: postgres.url };
    const timed: TestLane[] = [];
    for (let n = 0; n < destinations; n++)
      timed.push(await makeLane(workspaceId, `${sink}/timed`, { runtime: { maxInflight } }));
    const results: { raw: number; ours: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const rawRps = await raw(sink, count);
      const rps = await ours(bench, count);
      results.push({ raw: rawRps, ours: rps });
      say(
        `deliver ${pair + 1}/${pairs}: raw ${Math.round(rawRps)}/s, ours ${Math.round(rps)}/s, ratio ${(rps / rawRps).toFixed(2)}`,
      );
    }
    const whole = await endToEnd({ pool, url: postgres.url, sink, lanes: timed, port: port + 1 });
    const { p95At200, p95At1000, statements } = whole;
    say(
      `end to end: p95 ${p95At200} ms at 200/s, ${p95At1000} ms at 1,000/s; ${statements.toFixed(3)} statements each`,
    );
    const ratios = results.map((each) => Number((each.ours / each.raw).toFixed(3)));
    const result: DeliverBench = {
      destinations,
      deliveries: count,
      raw_rps: Math.round(median(results.map((each) => each.raw))),
      ours_rps: Math.round(median(results.map((each) => each.ours))),
      ratio_to_raw: median(ratios),
      ratios,
      sql_per_event: Number(statements.toFixed(4)),
      e2e_p95_ms_at_200: p95At200,
      e2e_p95_ms_at_1000: p95At1000,
    };
    const rows: Row[] = [
      { figure: "raw POSTs a second", value: result.raw_rps },
      { figure: "deliveries a second, 20 destinations", value: result.ours_rps },
      { figure: "ratio_to_raw, median", value: result.ratio_to_raw, goal: { atLeast: 0.25 } },
      { figure: "SQL statements an event, ingest to delivered", value: result.sql_per_event, goal: { atMost: 0.2 } },
      { figure: "end to end p95 at 200/s, ms", value: p95At200, goal: { atMost: 100 } },
      { figure: "end to end p95 at 1,000/s, ms", value: p95At1000, goal: { atMost: 250 } },
    ];
    return { result, rows };
  } finally {
    await closeDatabase();
    await pool.end();
    sinkProcess.kill("SIGKILL");
    await postgres.stop();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const home = mkdtempSync(join(tmpdir(), "interlock-bench-deliver-"));
  try {
    const say = (line: string) => process.stdout.write(`${line}\n`);
    const { result } = await benchDeliver(home, say, { pairs: Number(process.argv[2] ?? 3) });
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
  process.exit(0);
}
