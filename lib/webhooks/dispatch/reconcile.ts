import type pg from "pg";
import { HOLD } from "../sql/hold.ts";
import { LOCK_INTEGRATION, RELEASABLE, releaseStatement } from "../sql/release.ts";
import type { StopSet } from "./stop-set.ts";

const HOLD_ROWS = 2_000;
const RELEASE_ROWS = 500;
/** After a change the gateway may still store rows as pending for a moment: look again until it surely knows. */
const UNSETTLED_MS = 10_000;
const LOOK_ANYWAY_MS = 15_000;

type Group = { integrationId: string | null; environment: "test" | "live"; rate: number };

/** Keeps the names of waiting deliveries true, and lets them go in order when what stopped them is gone. */
export class Reconciler {
  private seen = "";
  private changedAt = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;
  private readonly pool: pg.Pool;
  private readonly stops: StopSet;

  constructor(pool: pg.Pool, stops: StopSet) {
    this.pool = pool;
    this.stops = stops;
  }

  /** Answers how many rows it let go. */
  async turn(): Promise<number> {
    await this.hold();
    return this.release();
  }

  private async hold(): Promise<void> {
    const now = performance.now();
    const fingerprint = this.stops.fingerprint();
    if (fingerprint !== this.seen) {
      this.seen = fingerprint;
      this.changedAt = now;
    }
    if (now - this.changedAt > UNSETTLED_MS && now - this.lookedAt < LOOK_ANYWAY_MS) return;
    for (let turns = 0; turns < 50; turns++) {
      const { rowCount } = await this.pool.query({ name: "hold", text: HOLD, values: [HOLD_ROWS] });
      if ((rowCount ?? 0) < HOLD_ROWS) break;
    }
    this.lookedAt = now;
  }

  private async release(): Promise<number> {
    const { rows } = await this.pool.query<Group>({ name: "releasable", text: RELEASABLE });
    let released = 0;
    for (const group of rows) released += await this.releaseGroup(group);
    return released;
  }

  private async releaseGroup({ integrationId, environment, rate }: Group): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query("begin");
      const mine = integrationId === null || (await client.query(LOCK_INTEGRATION, [integrationId])).rowCount === 1;
      let released = 0;
      if (mine) {
        const text = releaseStatement(integrationId !== null);
        const { rows } = await client.query<{ released: number }>(text, [
          environment,
          Math.max(1, rate),
          RELEASE_ROWS,
          integrationId,
        ]);
        released = rows[0]?.released ?? 0;
      }
      await client.query("commit");
      return released;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }
}
