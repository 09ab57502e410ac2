import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pool } from "#lib/db/client.ts";

export type Readiness = { ready: boolean; parts: Record<"database" | "migrations" | "gateway" | "worker", string> };

/** A process that has not said so for this long counts as down. */
const FRESH_SECONDS = 15;

/** What /api/health/ready answers: "ok", or the sentence that says which part is not and why. */
export async function readReadiness(root: string): Promise<Readiness> {
  const parts: Readiness["parts"] = { database: "ok", migrations: "ok", gateway: "ok", worker: "ok" };
  try {
    const { rows } = await pool().query<{
      latest: string | null;
      unfinished: number;
      gateway: number | null;
      worker: number | null;
      refuses: boolean | null;
    }>(`
      select (select max(migration_name) from _prisma_migrations where finished_at is not null and rolled_back_at is null) as latest,
        (select count(*)::int from _prisma_migrations where finished_at is null and rolled_back_at is null) as unfinished,
        (select extract(epoch from now() - max(seen_at))::float8 from process_heartbeat where kind = 'gateway') as gateway,
        (select extract(epoch from now() - max(seen_at))::float8 from process_heartbeat where kind = 'worker') as worker,
        (select bool_or(details->>'stores' = 'false') from process_heartbeat
          where kind = 'gateway' and seen_at > now() - make_interval(secs => ${FRESH_SECONDS})) as refuses`);
    const row = rows[0];
    const wanted = readdirSync(join(root, "prisma/migrations"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort()
      .at(-1);
    if (row === undefined || row.unfinished > 0 || row.latest === null || (wanted !== undefined && row.latest < wanted))
      parts.migrations = `the database is at ${row?.latest ?? "nothing"}, this version wants ${wanted}`;
    for (const kind of ["gateway", "worker"] as const) {
      const age = row?.[kind];
      if (age === null || age === undefined) parts[kind] = "has not started yet";
      else if (age > FRESH_SECONDS) parts[kind] = `was last seen ${Math.round(age)} s ago`;
    }
    if (parts.gateway === "ok" && row?.refuses === true)
      parts.gateway = "is degraded: the database does not store events in time, senders are told to come again";
  } catch {
    parts.database = "does not answer";
    parts.migrations = parts.gateway = parts.worker = "not known while the database does not answer";
  }
  return { ready: Object.values(parts).every((part) => part === "ok"), parts };
}
