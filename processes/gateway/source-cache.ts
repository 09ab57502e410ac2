import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Log } from "#lib/log/logger.ts";
import { type IngestSource, SourceLoader } from "#lib/webhooks/ingest/load-sources.ts";
import { SOURCES_VERSION } from "#lib/webhooks/sql/load-sources.ts";

const POLL_MS = 500;
/** Strangers who try keys share one look at the database this often. */
const LOOK_UP_EVERY_MS = 50;

/**
 * All sources in memory. One small query twice a second says whether anything changed; an unknown key asks at once,
 * so that a source works in the moment it was made.
 */
export class SourceCache {
  private sources: ReadonlyMap<string, IngestSource> | undefined;
  private version = "";
  private checkedAtMs = 0;
  private checking: Promise<boolean> | undefined;
  private stopped = false;
  private lastLoggedAt = 0;
  private readonly pool: pg.Pool;
  private readonly log: Log;
  private readonly loader: SourceLoader;

  constructor(pool: pg.Pool, log: Log) {
    this.pool = pool;
    this.log = log;
    this.loader = new SourceLoader(log);
  }

  find(key: string): IngestSource | undefined {
    return this.sources?.get(key);
  }

  /** The same after a look at the database. Undefined: there is none. "unknown": the database did not say. */
  async lookUp(key: string): Promise<IngestSource | undefined | "unknown"> {
    const age = Date.now() - this.checkedAtMs;
    if (this.checking === undefined && age < LOOK_UP_EVERY_MS) await wait(LOOK_UP_EVERY_MS - age);
    // A check that began before this request may have missed what was made just before it: take the next one.
    if (this.checking !== undefined) await this.checking;
    return (await this.check()) ? this.find(key) : "unknown";
  }

  /** As it is now, after a reload that began after this call. */
  async renew(key: string): Promise<IngestSource | undefined> {
    if (this.checking !== undefined) await this.checking;
    return (await this.check()) ? this.find(key) : undefined;
  }

  get fresh(): boolean {
    return this.sources !== undefined && Date.now() - this.checkedAtMs < 5_000;
  }

  async start(): Promise<void> {
    await this.check();
    void this.poll();
  }

  stop(): void {
    this.stopped = true;
  }

  private async poll(): Promise<void> {
    while (!this.stopped) {
      await wait(POLL_MS, undefined, { ref: false });
      if (!this.stopped) await this.check();
    }
  }

  private check(): Promise<boolean> {
    this.checking ??= this.reload().finally(() => {
      this.checking = undefined;
    });
    return this.checking;
  }

  private async reload(): Promise<boolean> {
    try {
      const { rows } = await this.pool.query<{ version: string }>({
        name: "sources_version",
        text: SOURCES_VERSION,
        query_timeout: 2_000,
      } as pg.QueryConfig);
      const version = rows[0]?.version ?? "";
      if (this.sources === undefined || version !== this.version) {
        this.sources = await this.loader.load(this.pool);
        this.version = version;
      }
      this.checkedAtMs = Date.now();
      return true;
    } catch (error) {
      if (Date.now() - this.lastLoggedAt > 5_000) {
        this.lastLoggedAt = Date.now();
        this.log.warn(
          { event: "ingest.sources_unread", err: error },
          "The sources could not be read; the last known ones are used.",
        );
      }
      return false;
    }
  }
}
