import type pg from "pg";
import type { Log } from "#lib/log/logger.ts";

const EVERY_MS = 2_000;

/** When a source last heard something, and which secret it was signed with: written now and then, off the hot path. */
export class TouchLog {
  private sources = new Map<string, number>();
  private secrets = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private readonly pool: pg.Pool;
  private readonly log: Log;

  constructor(pool: pg.Pool, log: Log) {
    this.pool = pool;
    this.log = log;
    this.timer = setInterval(() => void this.flush(), EVERY_MS);
    this.timer.unref();
  }

  seen(sourceId: string, secretId: string | undefined, nowMs: number): void {
    this.sources.set(sourceId, nowMs);
    if (secretId !== undefined) this.secrets.set(secretId, nowMs);
  }

  async flush(): Promise<void> {
    const { sources, secrets } = this;
    this.sources = new Map();
    this.secrets = new Map();
    try {
      if (sources.size > 0) await this.pool.query(TOUCH_SOURCES, columns(sources));
      if (secrets.size > 0) await this.pool.query(TOUCH_SECRETS, columns(secrets));
    } catch (error) {
      this.log.debug({ event: "ingest.touch_failed", err: error }, "Last-seen times were not written this time.");
    }
  }

  stop(): Promise<void> {
    clearInterval(this.timer);
    return this.flush();
  }
}

function columns(seen: ReadonlyMap<string, number>): [string[], Date[]] {
  const rows = [...seen].sort(([a], [b]) => (a < b ? -1 : 1));
  return [rows.map(([id]) => id), rows.map(([, ms]) => new Date(ms))];
}

const TOUCH_SOURCES = `
update source s set last_event_at = greatest(s.last_event_at, t.at)
from unnest($1::uuid[], $2::timestamptz[]) as t(id, at) where s.id = t.id`;

const TOUCH_SECRETS = `
update source_secret s set last_used_at = t.at
from unnest($1::uuid[], $2::timestamptz[]) as t(id, at)
where s.id = t.id and (s.last_used_at is null or s.last_used_at < t.at - interval '30 seconds')`;
