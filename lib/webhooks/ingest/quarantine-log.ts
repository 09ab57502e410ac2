import type pg from "pg";
import { uuidv7Bytes } from "#lib/core/id.ts";
import type { Log } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";
import { INSERT_QUARANTINE } from "../sql/insert-quarantine.ts";
import { byteaArray, textArray, timeArray, uuidArray } from "./binary-array.ts";
import type { IngestSource } from "./load-sources.ts";

export type Refused = {
  source: IngestSource;
  reason: string;
  /** Made only for what is kept: a diagnosis signs the body several times. */
  explain: () => string;
  contentType: string | null;
  headers: () => Buffer;
  body: Buffer;
};

type Row = Omit<Refused, "explain" | "headers"> & { detail: string; headers: Buffer; atMs: number };

const KEPT_A_MINUTE = 50;
const MAX_BODY = 256 * 1024;
const FLUSH_MS = 200;
const EMPTY = Buffer.alloc(0);

/** Refused requests, kept in batches and within a share for each source: a stranger cannot fill the disk. */
export class QuarantineLog {
  private rows: Row[] = [];
  private counts = new Map<string, { source: IngestSource; kept: number; over: number }>();
  private minute = 0;
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly pool: pg.Pool;
  private readonly log: Log;

  constructor(pool: pg.Pool, log: Log) {
    this.pool = pool;
    this.log = log;
  }

  /** False when this source has had its share of the minute: it is counted and told in one row at the minute's end. */
  add(refused: Refused, nowMs: number): boolean {
    this.rollOver(nowMs);
    // A share of its own: strangers who fill theirs hide nothing that the provider itself signed.
    const share = `${refused.source.id}|${refused.reason === "conflict"}`;
    const count = this.counts.get(share) ?? { source: refused.source, kept: 0, over: 0 };
    this.counts.set(share, count);
    this.schedule();
    if (count.kept >= KEPT_A_MINUTE) {
      count.over++;
      return false;
    }
    count.kept++;
    const { explain, headers, ...rest } = refused;
    this.rows.push({ ...rest, headers: headers(), detail: explain(), atMs: nowMs });
    return true;
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const rows = this.rows;
    this.rows = [];
    if (rows.length > 0) this.writing = this.writing.then(() => this.write(rows));
    await this.writing;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS);
  }

  private rollOver(nowMs: number): void {
    const minute = Math.floor(nowMs / 60_000);
    if (minute === this.minute) return;
    for (const { source, over } of this.counts.values()) {
      if (over === 0) continue;
      const detail = `${over} more requests were refused within one minute. They were counted, not kept.`;
      this.rows.push({
        source,
        reason: "flood",
        detail,
        contentType: null,
        headers: Buffer.from("[]"),
        body: EMPTY,
        atMs: this.minute * 60_000,
      });
    }
    this.counts.clear();
    this.minute = minute;
  }

  private async write(rows: Row[]): Promise<void> {
    try {
      await this.pool.query(INSERT_QUARANTINE, [
        uuidArray(rows.map(() => uuidv7Bytes())),
        uuidArray(rows.map(({ source }) => source.workspaceBytes)),
        uuidArray(rows.map(({ source }) => source.idBytes)),
        textArray(rows.map(({ source }) => source.environment)),
        textArray(rows.map(({ reason }) => reason)),
        textArray(rows.map(({ detail }) => detail)),
        textArray(rows.map(({ contentType }) => contentType)),
        byteaArray(rows.map(({ headers }) => headers)),
        byteaArray(rows.map(({ body }) => body.subarray(0, MAX_BODY))),
        textArray(rows.map(({ body }) => String(body.length))),
        textArray(rows.map(() => newTraceId())),
        timeArray(rows.map(({ atMs }) => atMs)),
      ]);
    } catch (error) {
      this.log.warn(
        { event: "quarantine.not_kept", rows: rows.length, err: error },
        "Refused requests could not be kept.",
      );
    }
  }
}
