import type pg from "pg";
import { STOPS } from "../sql/stops.ts";

type Stop = { fromBucket: number; state: 2 | 3 };
type Row = { integration_id: string; environment: string; from_bucket: number; state: 2 | 3 };
type Subject = { integrationId: string | null; environment: string; bucket: number; destinationId: string };

/** Older than this, the set is not trusted: what cannot be read counts as stopped. */
export const FRESH_MS = 1_500;

/** Who may not be sent to now. Read again every half second; each send asks it once more after the claim did. */
export class StopSet {
  private stops = new Map<string, Stop[]>();
  private shut = new Set<string>();
  private readAtMs = Number.NEGATIVE_INFINITY;
  private readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  async refresh(): Promise<void> {
    const startedAt = performance.now();
    const { rows } = await this.pool.query<Row & { destination_id: string | null }>({
      name: "stop_set",
      text: `select integration_id, environment, from_bucket, state, null::uuid as destination_id from (${STOPS}) s
        union all select null, null, 0, 2, id from destination_state where paused`,
    });
    const stops = new Map<string, Stop[]>();
    const shut = new Set<string>();
    for (const row of rows) {
      if (row.destination_id !== null) {
        shut.add(row.destination_id);
        continue;
      }
      const key = `${row.integration_id}:${row.environment}`;
      stops.set(key, [...(stops.get(key) ?? []), { fromBucket: row.from_bucket, state: row.state }]);
    }
    this.stops = stops;
    this.shut = shut;
    this.readAtMs = startedAt;
  }

  isFresh(): boolean {
    return performance.now() - this.readAtMs <= FRESH_MS;
  }

  blocks(subject: Subject): boolean {
    if (this.shut.has(subject.destinationId)) return true;
    if (subject.integrationId === null) return subject.environment === "live";
    const stops = this.stops.get(`${subject.integrationId}:${subject.environment}`);
    return stops?.some((stop) => subject.bucket >= stop.fromBucket) ?? false;
  }

  /** Changes when anything starts or ends being stopped; the reconciler looks closer then. */
  fingerprint(): string {
    const parts = [...this.stops].map(([key, stops]) => `${key}=${stops.map((s) => `${s.state}/${s.fromBucket}`)}`);
    return [...parts.sort(), ...[...this.shut].sort()].join(";");
  }
}
