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
type Row = { figure: string; value: string; target?: string };

type Bench = { pool: pg.Pool; lanes: TestLane[]; sink: string; url: string };

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
const median = (values: number[]) => percentile(values, 0.5);

async function startSinkProcess(port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(root, "bench/deliver-sink.ts"), String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

function startWorkerProcess(url: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: url, EGRESS_ALLOW_CIDRS: "127.0.0.0/8", LOG_LEVEL: "warn" };
  return spawn(
    process.execPath,
    ["--conditions=react-server", "--disable-warning=ExperimentalWarning", join(root, "processes/worker/main.ts")],
    { env: { ...env, NODE_ENV: "production" }, stdio: ["ignore", "inherit", "inherit"] },
  );
}

/** Up when it says so in the database; on a busy machine that takes a while. */
async function ready(pool: pg.Pool, worker: ChildProcess): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("select 1 from process_heartbeat where id like $1", [`%:${worker.pid}`]);
    if (rows.length > 0) return;
    await wait(100);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
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
    await wait(20);
  }
}

async function ours({ pool, lanes, url }: Bench, count: number): Promise<{ rps: number; statements: number }> {
  // Stored while the switch is off, so that the clock runs over delivering alone.
  await pool.query("update destination_state set paused = true");
  await store(pool, lanes, count);
  const worker = startWorkerProcess(url);
  await ready(pool, worker);
  await pool.query("vacuum analyze delivery");
  await pool.query("select pg_stat_statements_reset()").catch(() => undefined);
  const before = await ended(pool);
  await pool.query("update destination_state set paused = false");
  await pool.query("notify delivery");
  const startedAt = performance.now();
  await drained(pool);
  const seconds = (performance.now() - startedAt) / 1000;
  const { rows } = await pool
    .query<{ calls: number }>(
      `select coalesce(sum(calls), 0)::int as calls from pg_stat_statements s join pg_database d on d.oid = s.dbid
        where d.datname = current_database() and query not ilike '%select 1 from delivery limit%'`,
    )
    .catch(() => ({ rows: [{ calls: Number.NaN }] }));
  const done = (await ended(pool)) - before;
  await end(worker);
  return { rps: done / seconds, statements: (rows[0]?.calls ?? Number.NaN) / done };
}

/** Deliveries stored at a steady rate; the sink says how old each event was when it came. */
async function latency({ pool, lanes, url, sink }: Bench, rate: number, seconds: number): Promise<number> {
  const worker = startWorkerProcess(url);
  await ready(pool, worker);
  await fetch(`${sink}/stats`);
  const startedAt = performance.now();
  let made = 0;
  let notifiedAt = 0;
  while (made < rate * seconds) {
    const due = Math.min(rate * seconds, Math.floor(((performance.now() - startedAt) / 1000) * rate));
    if (due > made) {
      await store(pool, lanes, due - made);
      made = due;
      if (performance.now() - notifiedAt > 20) {
        notifiedAt = performance.now();
        await pool.query("notify delivery");
      }
    }
    await wait(2);
  }
  await drained(pool);
  const stats: unknown = await (await fetch(`${sink}/stats`)).json();
  await end(worker);
  const { latencies } = stats as { latencies: number[] };
  return percentile(latencies, 0.95);
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
    const bench = { pool, lanes, sink, url: postgres.url };
    const results: { raw: number; ours: number; statements: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const rawRps = await raw(sink, count);
      const { rps, statements } = await ours(bench, count);
      results.push({ raw: rawRps, ours: rps, statements });
      say(
        `deliver ${pair + 1}/${pairs}: raw ${Math.round(rawRps)}/s, ours ${Math.round(rps)}/s, ratio ${(rps / rawRps).toFixed(2)}, ${statements.toFixed(3)} statements each`,
      );
    }
    const at200 = await latency(bench, 200, 8);
    const at1000 = await latency(bench, 1_000, 8);
    say(`deliver: p95 from stored to received ${at200} ms at 200/s, ${at1000} ms at 1,000/s`);
    const ratios = results.map((each) => Number((each.ours / each.raw).toFixed(3)));
    const result: DeliverBench = {
      destinations,
      deliveries: count,
      raw_rps: Math.round(median(results.map((each) => each.raw))),
      ours_rps: Math.round(median(results.map((each) => each.ours))),
      ratio_to_raw: median(ratios),
      ratios,
      sql_per_event: Number(median(results.map((each) => each.statements)).toFixed(4)),
      e2e_p95_ms_at_200: at200,
      e2e_p95_ms_at_1000: at1000,
    };
    const rows = [
      { figure: "deliveries a second", value: String(result.ours_rps) },
      { figure: "ratio to raw POSTs", value: result.ratio_to_raw.toFixed(2), target: "0.25" },
      { figure: "SQL statements a delivery", value: String(result.sql_per_event), target: "0.2" },
      { figure: "stored to received, p95 at 200 a second", value: `${at200} ms`, target: "100 ms" },
      { figure: "stored to received, p95 at 1,000 a second", value: `${at1000} ms`, target: "250 ms" },
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
