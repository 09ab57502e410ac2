import { hostname } from "node:os";
import type pg from "pg";
import type { Log } from "#lib/log/logger.ts";

const EVERY_MS = 5_000;
const BEAT = `
insert into process_heartbeat (id, kind, started_at, seen_at, details) values ($1, $2, $3, now(), $4::jsonb)
on conflict (id) do update set seen_at = now(), details = excluded.details`;

export type Heartbeat = { stop: () => Promise<void> };

/** Says in the database that this process lives. Readiness and the supervisor read it; a clean stop takes it back. */
export function startHeartbeat(
  pool: pg.Pool,
  kind: string,
  details: () => Record<string, unknown>,
  log: Log,
): Heartbeat {
  const id = `${kind}:${hostname()}:${process.pid}`;
  const startedAt = new Date();
  const beat = async () => {
    try {
      await pool.query(BEAT, [id, kind, startedAt, JSON.stringify(details())]);
    } catch (error) {
      log.debug({ event: "heartbeat.missed", err: error }, "A heartbeat was not written.");
    }
  };
  let last = beat();
  const timer = setInterval(() => {
    last = beat();
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
      await pool.query("delete from process_heartbeat where id = $1", [id]).catch(() => undefined);
    },
  };
}
