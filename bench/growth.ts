import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { closeDatabase, openDatabase } from "#lib/db/client.ts";
import { startEmbeddedPostgres } from "#lib/db/embedded.ts";
import { migrate } from "#lib/db/migrate.ts";
import { makeWorkspace } from "#lib/testing/factories.ts";
import { makeRoute, makeSource } from "#lib/testing/sources.ts";
import { listCauses, listDeliveries } from "#lib/webhooks/delivery-queries.ts";
import { listEvents } from "#lib/webhooks/event-queries.ts";
import { listening, load, start } from "./processes.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SECRET = "whsec_growth_0123456789abcdef";
const ROWS = 1_000_000;
const PORT = 4_680;

/** One million events with their claims, deliveries' history and 20,000 dead letters, written set-wise. */
const FILL = `
with made as (
  select (lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 80000000 + n * 80), 12, '0') || '7' || lpad(to_hex(n % 4096), 3, '0') || '8' || substr(md5(n::text), 1, 15))::uuid as id, n
  from generate_series($4::int, $5::int) n),
e as (
  insert into event (id, workspace_id, source_id, environment, external_id, type, content_type, headers, body, body_sha, is_utf8, trace_id, received_at)
  select id, $1::uuid, $2::uuid, 'test', 'evt_fill_' || n, (array['invoice.paid','invoice.payment_failed','customer.updated','charge.refunded'])[1 + n % 4], 'application/json',
    convert_to('[["content-type","application/json"]]', 'UTF8'), convert_to('{"id":"evt_fill_' || n || '","n":' || n || ',"pad":"' || repeat(md5(n::text), 24) || '"}', 'UTF8'), sha256(convert_to(n::text, 'UTF8')), true, md5(n::text),
    now() - make_interval(secs => (80000000 - n * 80) / 1000.0)
  from made returning id),
d as (
  insert into event_dedupe (source_id, external_id, event_id, body_sha) select $2::uuid, 'evt_fill_' || n, id, sha256(convert_to(n::text, 'UTF8')) from made),
h as (
  insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, environment, event_type, replay_no, bucket, state, attempt_count, reason, last_status, created_at, finished_at)
  select id, $1::uuid, id, $2::uuid, $3::uuid, $6::uuid, 'test', 'invoice.paid', 0, 0, case when n % 50 = 0 then 5 else 4 end, 1, case when n % 50 = 0 then 'exhausted' end, case when n % 50 = 0 then 503 else 200 end, now(), now()
  from made)
select count(*) from e`;

function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length * 0.95)] ?? 0) * 10) / 10;
}

async function timeList(run: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < 60; at++) {
    const startedAt = performance.now();
    await run();
    if (at >= 5) took.push(performance.now() - startedAt);
  }
  return p95(took);
}

/** Ingest on an empty table against ingest beside a million events, and how long the lists take then. */
export async function benchGrowth(home: string, say: (line: string) => void) {
  const postgres = await startEmbeddedPostgres(home);
  process.env["DATABASE_URL"] = postgres.url;
  process.env["INTERLOCK_KEYS"] ??= `bench:${Buffer.alloc(32, 6).toString("base64")}`;
  process.env["LOG_LEVEL"] ??= "warn";
  await migrate(postgres.url, join(root, "prisma/migrations"));
  openDatabase("cli");
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(
    "select ensure_partitions((now() at time zone 'UTC')::date - 3, (now() at time zone 'UTC')::date + 1)",
  );
  const workspace = await makeWorkspace();
  const ctx = await workspace.as("viewer");
  const source = await makeSource(workspace.id, { secrets: [SECRET] });
  await makeRoute(source);
  const { rows: routes } = await client.query<{ id: string; destination_id: string }>(
    "select id, destination_id from route where source_id = $1",
    [source.id],
  );
  const route = routes[0];
  if (route === undefined) throw new Error("The bench's source has no route.");
  const gateway = start(["--conditions=react-server", "processes/gateway/main.ts"], {
    GATEWAY_PORT: String(PORT),
    INTERLOCK_HOME: home,
  });
  try {
    await listening(PORT);
    const plan = { path: `/in/${source.key}`, secret: SECRET, connections: 256, bytes: 1_024, port: PORT };
    const rate = async () => {
      const runs: number[] = [];
      for (let at = 0; at < 3; at++) {
        const { seconds, byStatus } = await load({ ...plan, count: 20_000 });
        runs.push(((byStatus["202"] ?? 0) + (byStatus["200"] ?? 0)) / seconds);
      }
      return runs.sort((a, b) => a - b)[1] ?? 0;
    };
    await load({ ...plan, count: 5_000 });
    const empty = await rate();
    say(`empty: ${Math.round(empty)}/s; filling ${ROWS} events …`);
    const step = 50_000;
    for (let from = 1; from <= ROWS; from += step)
      await client.query(FILL, [workspace.id, source.id, route.id, from, from + step - 1, route.destination_id]);
    await client.query("vacuum analyze");
    const full = await rate();
    say(`beside a million: ${Math.round(full)}/s`);
    const { rows: counted } = await client.query<{ count: number }>("select count(*)::int from event");
    const events = await timeList(() => listEvents(ctx, { environment: "test", limit: 50 }));
    const typed = await timeList(() => listEvents(ctx, { environment: "test", type: "charge.refunded", limit: 50 }));
    const dead = await timeList(() => listDeliveries(ctx, { state: ["dead"], environment: "test", limit: 50 }));
    const causes = await timeList(() => listCauses(ctx, { environment: "test" }));
    const ratio = Math.round((full / empty) * 100) / 100;
    return {
      result: {
        rows: counted[0]?.count ?? 0,
        ingest_ratio_vs_empty: ratio,
        list_p95_ms: Math.max(events, typed, dead),
        events_p95_ms: events,
        events_by_type_p95_ms: typed,
        dead_letters_p95_ms: dead,
        dead_letter_causes_p95_ms: causes,
      },
      rows: [
        { figure: "events in the table", value: String(counted[0]?.count ?? 0) },
        { figure: "ingest_ratio_vs_empty", value: String(ratio), target: ">= 0.90" },
        { figure: "events list p95, ms", value: String(events), target: "<= 100" },
        { figure: "events list by type p95, ms", value: String(typed), target: "<= 100" },
        { figure: "dead letters list p95, ms", value: String(dead), target: "<= 100" },
        { figure: "dead letters by cause p95, ms", value: String(causes) },
      ],
    };
  } finally {
    gateway.kill("SIGTERM");
    await new Promise((resolve) => gateway.once("exit", resolve));
    await client.end();
    await closeDatabase();
    await postgres.stop();
  }
}
