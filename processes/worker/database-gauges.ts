import type pg from "pg";
import { gauge } from "#lib/log/metrics.ts";

const oldestXact = gauge({ name: "icr_db_oldest_xact_seconds", help: "Age of the oldest open transaction." });
const deadTuples = gauge({
  name: "icr_db_dead_tuple_ratio",
  help: "Share of dead rows in the tables that churn.",
  labelNames: ["table"],
});
const storage = gauge({
  name: "icr_storage_bytes",
  help: "Bytes on disk with indexes; a partitioned table counts as one.",
  labelNames: ["table"],
});
const credentialExpires = gauge({
  name: "icr_credential_expires_timestamp_seconds",
  help: "When the next credential of an integration ends.",
  labelNames: ["integration", "kind"],
});
const violations = gauge({
  name: "icr_invariant_violations",
  help: "Rows that break a promise; anything but 0 is a defect.",
  labelNames: ["invariant"],
});

const OLDEST_XACT = `
select coalesce(extract(epoch from now() - min(xact_start)), 0)::float8 as seconds from pg_stat_activity
where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`;

const TABLES = `
select coalesce(p.relname, c.relname) as name, sum(pg_total_relation_size(c.oid))::float8 as bytes,
  (sum(coalesce(s.n_dead_tup, 0)) / greatest(1, sum(coalesce(s.n_live_tup, 0) + coalesce(s.n_dead_tup, 0))))::float8 as dead
from pg_class c
left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent
left join pg_stat_user_tables s on s.relid = c.oid
where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
  and coalesce(p.relname, c.relname) in ('event', 'event_dedupe', 'delivery', 'delivery_history', 'attempt', 'quarantine', 'audit_entry')
group by 1`;

/** At most 500 series: what ends first is what matters. */
const CREDENTIALS = `
select coalesce(i.slug, '') as integration, c.kind::text as kind, extract(epoch from min(c.expires_at))::float8 as at
from credential c left join integration i on i.id = c.integration_id
where c.deleted_at is null and c.expires_at is not null group by 1, 2 order by 3 limit 500`;

const INVARIANTS = `
select
  (select count(*) from delivery d where exists (select 1 from delivery_history h where h.id = d.id))::int as delivery_in_two_places,
  (select count(*) from delivery d where not exists (select 1 from event e where e.id = d.event_id))::int as delivery_without_event,
  (select count(*) from delivery d where d.state = 1 and d.lease_until < now() - interval '5 minutes')::int as lease_never_swept`;

/** One reading a minute, whoever scrapes and how often. */
export async function readDatabaseGauges(pool: pg.Pool): Promise<void> {
  const { rows: xact } = await pool.query<{ seconds: number }>(OLDEST_XACT);
  oldestXact.set(xact[0]?.seconds ?? 0);
  const { rows: tables } = await pool.query<{ name: string; bytes: number; dead: number }>(TABLES);
  for (const { name, bytes, dead } of tables) {
    storage.set({ table: name }, bytes);
    deadTuples.set({ table: name }, dead);
  }
  const { rows: credentials } = await pool.query<{ integration: string; kind: string; at: number }>(CREDENTIALS);
  credentialExpires.reset();
  for (const { integration, kind, at } of credentials) credentialExpires.set({ integration, kind }, at);
}

/** Rarer: it looks at every delivery that waits. */
export async function checkInvariants(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Record<string, number>>(INVARIANTS);
  for (const [invariant, count] of Object.entries(rows[0] ?? {})) violations.set({ invariant }, count);
}
