import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { closeDatabase, openDatabase } from "#lib/db/client.ts";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeRoute, makeSource } from "#lib/testing/sources.ts";
import { listening, load, start, startGateway } from "./processes.ts";
import { type Measured, median } from "./report.ts";
import type { LoadResult } from "./send-load.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SECRET = "whsec_bench_0123456789abcdef";
const BYTES = 1_024;

export type IngestBench = {
  connections: number;
  routes: number;
  pairs: number;
  bare_rps: number;
  naive_rps: number;
  ours_rps: number;
  ratio_to_bare: number;
  ratios: number[];
  times_naive: number;
  ack_p50_ms: number;
  ack_p99_ms: number;
  half_rate: number;
  acked: number;
  stored: number;
  deliveries: number;
  ack_p99_ms_runs: number[];
  rss_mib_10k_connections: number;
  refused_10k_connections: number;
};
export type IngestOptions = {
  pairs?: number;
  count?: number;
  connections?: number;
  naive?: boolean;
  firstPort?: number;
};

type Servers = { bare: number; ours: number; naive: number };

function rssMib(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(line?.[1] ?? 0) / 1_024);
}

const refused = "503";
/** Answers that settle a request; refusals were sent again. */
const rate = ({ seconds, byStatus }: LoadResult) =>
  Math.round(
    Object.entries(byStatus).reduce((sum, [status, count]) => sum + (status === refused ? 0 : count), 0) / seconds,
  );
/** Stored by this run: 202, and 200 where the answer to the first try was lost. */
const ackedBy = ({ byStatus }: LoadResult) => (byStatus["202"] ?? 0) + (byStatus["200"] ?? 0);
const round = (value: number) => Math.round(value * 100) / 100;

/** One run, in turn: bare, ours and naive, then half the rate, then ten thousand connections. */
export async function benchIngest(
  home: string,
  say: (line: string) => void,
  options: IngestOptions = {},
): Promise<Measured> {
  const result = await measure(home, say, options);
  const { ratio_to_bare, times_naive, ack_p50_ms, ack_p99_ms, acked, stored, bare_rps, ours_rps, naive_rps } = result;
  return {
    result,
    rows: [
      { figure: "bare node:http, requests/s", value: bare_rps },
      { figure: "ours, requests/s", value: ours_rps },
      { figure: "naive Next route, requests/s", value: naive_rps },
      { figure: "ratio_to_bare, median", value: ratio_to_bare, goal: { atLeast: 0.3 } },
      { figure: "times_naive, median", value: times_naive, goal: { atLeast: 10 } },
      { figure: "requests acked", value: acked },
      { figure: "events stored", value: stored, goal: { equal: acked } },
      { figure: "ack p50 at half the rate, ms", value: ack_p50_ms },
      { figure: "ack p99 at half the rate, ms, median of three", value: ack_p99_ms, goal: { atMost: 50 } },
      { figure: "memory at 10,000 connections, MiB", value: result.rss_mib_10k_connections, goal: { atMost: 400 } },
      { figure: "503 at 10,000 connections", value: result.refused_10k_connections, goal: { equal: 0 } },
    ],
  };
}

async function measure(home: string, say: (line: string) => void, options: IngestOptions): Promise<IngestBench> {
  const { pairs = 5, count = 30_000, connections = 256, naive = true, firstPort = 4_590 } = options;
  const postgres = await startEmbeddedPostgres(home);
  const children: ChildProcess[] = [];
  try {
    process.env["DATABASE_URL"] = postgres.url;
    process.env["INTERLOCK_KEYS"] ??= `bench:${Buffer.alloc(32, 9).toString("base64")}`;
    process.env["LOG_LEVEL"] ??= "warn";
    await migrate(postgres.url, join(root, "prisma/migrations"));
    openDatabase("cli");
    const workspace = await makeWorkspace();
    const source = await makeSource(workspace.id, { secrets: [SECRET] });
    await makeRoute(source);
    const ports: Servers = { bare: firstPort, ours: firstPort + 1, naive: firstPort + 2 };
    children.push(start(["bench/bare-server.ts", String(ports.bare)], {}));
    const gateway = startGateway(ports.ours, postgres.url);
    children.push(gateway);
    if (naive)
      children.push(
        await startNaive(
          ports.naive,
          { BENCH_SECRET: SECRET, BENCH_SOURCE: source.id, BENCH_WORKSPACE: workspace.id },
          say,
        ),
      );
    await Promise.all([listening(ports.bare), listening(ports.ours), ...(naive ? [listening(ports.naive)] : [])]);

    const plan = { paths: [`/in/${source.key}`], secret: SECRET, connections, bytes: BYTES };
    await load({ ...plan, port: ports.bare, count: 5_000 });
    let acked = ackedBy(await load({ ...plan, port: ports.ours, count: 5_000 }));
    const runs: { bare: number; ours: number; naive: number }[] = [];
    for (let pair = 0; pair < pairs; pair++) {
      const bare = rate(await load({ ...plan, port: ports.bare, count: count * 2 }));
      const run = await load({ ...plan, port: ports.ours, count });
      acked += ackedBy(run);
      const other = naive
        ? rate(await load({ ...plan, paths: ["/hook"], port: ports.naive, count: Math.max(1_000, count / 15) }))
        : 0;
      runs.push({ bare, ours: rate(run), naive: other });
      say(
        `pair ${pair + 1}: bare ${bare}/s, ours ${rate(run)}/s (${round(rate(run) / bare)}), naive ${other}/s, p99 ${round(run.p99)} ms ${JSON.stringify(run.byStatus)}`,
      );
    }
    const ours = median(runs.map((run) => run.ours));
    const half = Math.round(ours / 2);
    // What the full rate left behind is written and vacuumed first: half of it is measured, not the time after it.
    await settle(postgres.url);
    const calm: LoadResult[] = [];
    for (let run = 0; run < 3; run++) {
      calm.push(await load({ ...plan, port: ports.ours, count: half * 5, ratePerS: half }));
      say(`half rate ${half}/s: p50 ${round(calm[run]?.p50 ?? 0)} ms, p99 ${round(calm[run]?.p99 ?? 0)} ms`);
    }
    for (const run of calm) acked += ackedBy(run);
    let rss = 0;
    const crowd = { ...plan, port: ports.ours, connections: 10_000, count: 10_000, ratePerS: 2_000, lingerMs: 2_000 };
    const many = await load(crowd, () => {
      rss = rssMib(gateway.pid ?? 0);
    });
    acked += ackedBy(many);
    say(`10,000 connections: ${rss} MiB ${JSON.stringify(many.byStatus)}`);
    const { stored, deliveries } = await counted(postgres.url, source.id);
    return {
      connections,
      routes: 1,
      pairs,
      bare_rps: median(runs.map((run) => run.bare)),
      naive_rps: median(runs.map((run) => run.naive)),
      ours_rps: ours,
      ratio_to_bare: round(median(runs.map((run) => run.ours / run.bare))),
      ratios: runs.map((run) => round(run.ours / run.bare)),
      times_naive: naive ? round(median(runs.map((run) => run.ours / run.naive))) : 0,
      ack_p50_ms: round(median(calm.map((run) => run.p50))),
      ack_p99_ms: round(median(calm.map((run) => run.p99))),
      ack_p99_ms_runs: calm.map((run) => round(run.p99)),
      half_rate: half,
      acked,
      stored,
      deliveries,
      rss_mib_10k_connections: rss,
      refused_10k_connections: many.byStatus[refused] ?? 0,
    };
  } finally {
    await closeDatabase();
    for (const child of children) child.kill("SIGTERM");
    await Promise.all(
      children.map((child) => (child.exitCode === null ? new Promise((resolve) => child.once("exit", resolve)) : null)),
    );
    await postgres.stop();
  }
}

export async function settle(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("vacuum analyze");
  await client.query("checkpoint");
  await client.end();
}

/** Rows that have a claim are ours; the naive route writes none. */
async function counted(url: string, sourceId: string): Promise<{ stored: number; deliveries: number }> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ stored: number; deliveries: number }>(
      `select (select count(*)::int from event_dedupe d join event e on e.id = d.event_id where d.source_id = $1) as stored,
         (select count(*)::int from delivery where source_id = $1) as deliveries`,
      [sourceId],
    );
    return rows[0] ?? { stored: 0, deliveries: 0 };
  } finally {
    await client.end();
  }
}

async function startNaive(
  port: number,
  env: Record<string, string>,
  say: (line: string) => void,
): Promise<ChildProcess> {
  say("building the naive Next route …");
  const next = join(root, "node_modules/next/dist/bin/next");
  const build = spawn(process.execPath, [next, "build", "bench/naive-next"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise((resolve) => build.on("close", resolve));
  if (code !== 0) throw new Error("The naive Next route could not be built.");
  return start([next, "start", "bench/naive-next", "-p", String(port), "-H", "127.0.0.1"], {
    ...env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
  });
}

if (import.meta.main) {
  const home = mkdtempSync(join(tmpdir(), "interlock-bench-"));
  const options = { pairs: Number(process.argv[2] ?? 5), naive: process.argv[3] !== "--no-naive" };
  const { result } = await benchIngest(home, (line) => console.log(line), options);
  console.log(JSON.stringify(result, null, 2));
  rmSync(home, { recursive: true, force: true });
  process.exit(0);
}
