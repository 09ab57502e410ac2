import { pool } from "#lib/db/client.ts";

/** Small tables that only grow, in batches that hold no lock for long. */
const STATEMENTS = [
  `delete from idempotency_key where ctid in (select ctid from idempotency_key where created_at < now() - interval '24 hours' limit 5000)`,
  `delete from process_heartbeat where seen_at < now() - interval '1 hour'`,
  `delete from breaker_transition where id in (select id from breaker_transition where at < now() - interval '90 days' limit 5000)`,
  `delete from pushed_fact where id in (
    select old.id from pushed_fact old where old.pushed_at < now() - interval '90 days' and exists (
      select 1 from pushed_fact newer where newer.integration_id = old.integration_id and newer.key = old.key
        and newer.environment = old.environment and newer.observed_at > old.observed_at) limit 5000)`,
];

export async function housekeep(): Promise<void> {
  for (const statement of STATEMENTS) {
    for (let turns = 0; turns < 100; turns++) {
      const { rowCount } = await pool().query(statement);
      if ((rowCount ?? 0) < 5_000) break;
    }
  }
}
