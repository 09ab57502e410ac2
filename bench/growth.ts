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
import { settle } from "./ingest.ts";
import { end, listening, load, startGateway } from "./processes.ts";
import { type Measured, median, percentile } from "./report.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const SECRET = "whsec_growth_0123456789abcdef";

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

const p95 = (values: readonly number[]) => Math.round(percentile(values, 0.95) * 10) / 10;

async function timeList(run: () => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let at = 0; at < 60; at++) {
    const startedAt = performance.now();
    await run();
    if (at >= 5) took.push(performance.now() - startedAt);
  }
  return p95(took);
}

type Options = { fill?: number; pairs?: number; firstPort?: number };
type Side = { path: string; port: number; url: string };

async function rate({ path, port }: Side, count: number): Promise<number> {
  const { seconds, byStatus } = await load({
    paths: [path],
    secret: SECRET,
    connections: 256,
    bytes: 1_024,
    port,
    count,
  });
  return ((byStatus["202"] ?? 0) + (byStatus["200"] ?? 0)) / seconds;
}

/**
 * Ingest into an empty database against ingest beside a million events, on one Postgres and in turn; then how long the
 * lists take. Both sides are vacuumed and written out before each pair, so that neither pays for what was before.
 */
export async function benchGrowth(
  home: string,
  say: (line: string) => void,
  { fill = 1_000_000, pairs: count = 5, firstPort = 4_680 }: Options = {},
): Promise<Measured> {
  const postgres = await startEmbeddedPostgres(home);
  process.env["INTERLOCK_KEYS"] ??= `bench:${Buffer.alloc(32, 6).toString("base64")}`;
  process.env["LOG_LEVEL"] ??= "warn";
  process.env["DATABASE_URL"] = postgres.url;
  await migrate(postgres.url, join(root, "prisma/migrations"));
  openDatabase("cli");
  const workspace = await makeWorkspace();
  const source = await makeSource(workspace.id, { secrets: [SECRET] });
  await makeRoute(source);
  await closeDatabase();
  const emptyUrl = postgres.url.replace("/interlock?", "/interlock_empty?");
  const admin = new pg.Client({ connectionString: postgres.url.replace("/interlock?", "/postgres?") });
  await admin.connect();
  await admin.query("create database interlock_empty template interlock");
  await admin.end();

  openDatabase("cli");
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const path = `/in/${source.key}`;
  const empty: Side = { path, port: firstPort, url: emptyUrl };
  const full: Side = { path, port: firstPort + 1, url: postgres.url };
  const gateways = [empty, full].map(({ port, url }) => startGateway(port, url));
  try {
    await Promise.all([listening(empty.port), listening(full.port)]);
    const ctx = await workspace.as("viewer");
    await client.query(
      "select ensure_partitions((now() at time zone 'UTC')::date - 3, (now() at time zone 'UTC')::date + 1)",
    );
    const { rows: routes } = await client.query<{ id: string; destination_id: string }>(
      "select id, destination_id from route where source_id = $1",
      [source.id],
    );
    const route = routes[0];
    if (route === undefined) throw new Error("The bench's source has no route.");
    say(`filling ${fill} events …`);
    const step = 50_000;
    for (let from = 1; from <= fill; from += step)
      await client.query(FILL, [workspace.id, source.id, route.id, from, from + step - 1, route.destination_id]);
    for (const side of [empty, full]) await rate(side, 5_000);
    const pairs: { empty: number; full: number }[] = [];
    for (let at = 0; at < count; at++) {
      for (const { url } of [empty, full]) await settle(url);
      // Who goes second finds the other's dirty pages: they take turns at that too.
      const pair = { empty: 0, full: 0 };
      const turns = [["empty", empty] as const, ["full", full] as const];
      for (const [name, side] of at % 2 === 0 ? turns : turns.reverse()) pair[name] = await rate(side, 12_000);
      pairs.push(pair);
      say(`growth ${at + 1}/${count}: empty ${Math.round(pair.empty)}/s, beside a million ${Math.round(pair.full)}/s`);
    }
    const { rows: counted } = await client.query<{ count: number }>("select count(*)::int from event");
    const events = await timeList(() => listEvents(ctx, { environment: "test", limit: 50 }));
    const typed = await timeList(() => listEvents(ctx, { environment: "test", type: "charge.refunded", limit: 50 }));
    const dead = await timeList(() => listDeliveries(ctx, { state: ["dead"], environment: "test", limit: 50 }));
    const causes = await timeList(() => listCauses(ctx, { environment: "test" }));
    const ratios = pairs.map((pair) => Math.round((pair.full / pair.empty) * 100) / 100);
    const ratio = median(ratios);
    return {
      result: {
        rows: counted[0]?.count ?? 0,
        ingest_ratio_vs_empty: ratio,
        ratios,
        list_p95_ms: Math.max(events, typed, dead),
        events_p95_ms: events,
        events_by_type_p95_ms: typed,
        dead_letters_p95_ms: dead,
        dead_letter_causes_p95_ms: causes,
      },
      rows: [
        { figure: "events in the table", value: counted[0]?.count ?? 0 },
        { figure: `ingest_ratio_vs_empty, median of ${count} pairs`, value: ratio, goal: { atLeast: 0.9 } },
        { figure: "events list p95, ms", value: events, goal: { atMost: 100 } },
        { figure: "events list by type p95, ms", value: typed, goal: { atMost: 100 } },
        { figure: "dead letters list p95, ms", value: dead, goal: { atMost: 100 } },
        { figure: "dead letters by cause p95, ms", value: causes, goal: { atMost: 100 } },
      ],
    };
  } finally {
    await Promise.all(gateways.map(end));
    await client.end();
    await closeDatabase();
    await postgres.stop();
  }
}
