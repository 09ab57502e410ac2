import type pg from "pg";
import { gauge } from "#lib/log/metrics.ts";

const pools = new Map<string, pg.Pool>();

/** Open, idle and waited-for connections of a pool, read when somebody scrapes. */
export function watchPool(name: string, pool: pg.Pool): void {
  pools.set(name, pool);
  gauge({
    name: "icr_db_pool_connections",
    help: "Connections of a pool: open, idle, and callers that wait for one.",
    labelNames: ["pool", "state"],
    collect() {
      for (const [label, { totalCount, idleCount, waitingCount }] of pools) {
        this.set({ pool: label, state: "open" }, totalCount);
        this.set({ pool: label, state: "idle" }, idleCount);
        this.set({ pool: label, state: "waiting" }, waitingCount);
      }
    },
  });
}
