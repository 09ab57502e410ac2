import { pool } from "#lib/db/client.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { WorkspacePolicies } from "#lib/workspaces/schema.ts";

const DAYS_AHEAD = 7;

/** Newest event of each source, for rules about silence; the hot path never writes it. */
const LAST_EVENTS = `
update source s set last_event_at = x.at from (
  select s.id, (select e.received_at from event e where e.source_id = s.id order by e.id desc limit 1) as at
  from source s where s.deleted_at is null) x
where x.id = s.id and x.at is not null and s.last_event_at is distinct from x.at`;

const OLD_PARTITIONS = `
select c.relname as name, p.relname as parent, to_date(right(c.relname, 8), 'YYYYMMDD') as day
from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
where p.relname in ('event', 'delivery_history', 'attempt') and right(c.relname, 8) ~ '^[0-9]{8}$'
  and to_date(right(c.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - $1::int
order by day`;

/** Partitions ahead, the age of sources, and the end of what is past its retention. */
export async function maintainWebhooks(): Promise<void> {
  await pool().query(
    "select ensure_partitions((now() at time zone 'UTC')::date, (now() at time zone 'UTC')::date + $1::int)",
    [DAYS_AHEAD],
  );
  await pool().query(LAST_EVENTS);
  await dropOldPartitions();
}

/** One table holds every workspace, so the longest retention decides; a day that something still waits for stays. */
async function dropOldPartitions(): Promise<void> {
  const { rows: workspaces } = await pool().query<{ policies: unknown }>("select policies from workspace");
  const days = workspaces.map((row) => WorkspacePolicies.parse(row.policies).eventRetentionDays);
  if (days.length === 0) return;
  const { rows } = await pool().query<{ name: string; parent: string; day: Date }>(OLD_PARTITIONS, [Math.max(...days)]);
  for (const { name } of rows) {
    if (await isNeeded(name)) continue;
    await pool().query(`drop table if exists "${name}"`);
    makeLogger("worker").info({ event: "retention.dropped", partition: name }, "A day past its retention was dropped.");
  }
}

/** Deliveries that have not ended need their event; open dead letters need event and history, to be replayed. */
async function isNeeded(partition: string): Promise<boolean> {
  const day = partition.slice(-8);
  const { rows } = await pool().query<{ needed: boolean }>(
    `with b as (select uuid_floor(to_date($1, 'YYYYMMDD')::timestamp at time zone 'UTC') as lo,
        uuid_floor((to_date($1, 'YYYYMMDD') + 1)::timestamp at time zone 'UTC') as hi)
      select exists (select 1 from delivery d, b where d.event_id >= b.lo and d.event_id < b.hi)
        or exists (select 1 from delivery_history h, b where h.state = 5 and h.resolution is null
          and ((h.event_id >= b.lo and h.event_id < b.hi) or (h.id >= b.lo and h.id < b.hi))) as needed`,
    [day],
  );
  return rows[0]?.needed ?? true;
}
