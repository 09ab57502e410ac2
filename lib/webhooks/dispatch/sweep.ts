import type pg from "pg";
import { newId } from "#lib/core/id.ts";
import type { Log } from "#lib/log/logger.ts";
import { SWEEP } from "../sql/sweep.ts";
import { leasesExpired, terminalTotal } from "./metrics.ts";
import { MAX_CRASHES } from "./retry-policy.ts";

const ROWS = 500;

/** Takes back what a dead or frozen worker had leased. Answers how many rows. */
export async function sweepLeases(pool: pg.Pool, log: Log): Promise<number> {
  const { rows } = await pool.query<{ again: number; dead: number }>({
    name: "sweep",
    text: SWEEP,
    values: [MAX_CRASHES, Array.from({ length: ROWS }, newId)],
  });
  const { again, dead } = rows[0] ?? { again: 0, dead: 0 };
  if (again + dead === 0) return 0;
  leasesExpired.inc({ worker_kind: "dispatch" }, again + dead);
  terminalTotal.inc({ outcome: "dead" }, dead);
  log.warn({ event: "dispatch.leases_expired", again, dead }, "Leases of a worker that stopped were taken back.");
  return again + dead;
}
