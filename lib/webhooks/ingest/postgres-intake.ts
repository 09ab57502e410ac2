import type pg from "pg";
import { uuidText, uuidv7Bytes } from "#lib/core/id.ts";
import { databaseCode } from "#lib/db/errors.ts";
import type { Log } from "#lib/log/logger.ts";
import { COMMIT_EVENTS } from "../sql/commit-events.ts";
import { SETTLE_REPEATS } from "../sql/settle-repeats.ts";
import { booleanArray, byteaArray, smallintArray, textArray, timeArray, uuidArray } from "./binary-array.ts";
import type { IncomingEvent, IntakeLog, IntakeOutcome } from "./intake-log.ts";
import type { IngestSource } from "./load-sources.ts";
import { makeEvent } from "./make-event.ts";

type Done = (outcome: IntakeOutcome) => void;
type Waiting = { event: IncomingEvent; done: Done; takenAtMs: number; followers: Follower[] };
/** The same key again while the first is still queued: it waits for the first one's answer. */
type Follower = { event: IncomingEvent; done: Done; takenAtMs: number };
type SettledRow = { source_id: string; external_id: string; event_id: string; body_sha: string };

const MAX_ROWS = 512;
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_WAITING = 5_000;
const MAX_WAITING_BYTES = 128 * 1024 * 1024;
const ANSWER_WITHIN_MS = 1_750;
const STATEMENT_TIMEOUT_MS = 3_000;
/** A failure counts for this long: then it is worth a request to find out whether it is over. */
const FAILING_MS = 5_000;
const UNAVAILABLE: IntakeOutcome = { kind: "unavailable" };

export type IntakeOptions = {
  /** `created`: deliveries that were stored, by integration; "" is none. */
  committed?: (batch: { rows: number; created: ReadonlyMap<string, number>; seconds: number }) => void;
  /** The source as it is in the database now; undefined when it is gone or cannot be read. */
  renew?: (source: IngestSource) => Promise<IngestSource | undefined>;
};

/** Tells the senders of a batch how it ended. */
type Answer = () => Promise<void>;

/**
 * Group commit: at most one statement in flight, and whatever arrived meanwhile is the next batch. No timer and no
 * minimum, so a lone request waits for nothing.
 */
export class PostgresIntake implements IntakeLog {
  private queue: Waiting[] = [];
  private leads = new Map<string, Waiting>();
  private inFlight: Waiting[] = [];
  private taken = 0;
  private takenBytes = 0;
  private flushing: Promise<void> | undefined;
  private lastLoggedAt = 0;
  private failedAt = 0;
  private readonly deadline: NodeJS.Timeout;
  private readonly pool: pg.Pool;
  private readonly log: Log;
  private readonly options: IntakeOptions;

  constructor(pool: pg.Pool, log: Log, options: IntakeOptions = {}) {
    this.pool = pool;
    this.log = log;
    this.options = options;
    this.deadline = setInterval(() => this.giveUpOnOld(), 200);
    this.deadline.unref();
  }

  get waiting(): number {
    return this.taken;
  }

  get failing(): boolean {
    return Date.now() - this.failedAt < FAILING_MS;
  }

  submit(event: IncomingEvent, done: Done): boolean {
    if (this.taken >= MAX_WAITING || this.takenBytes > MAX_WAITING_BYTES) return false;
    const takenAtMs = Date.now();
    const size = event.body.length;
    this.taken++;
    this.takenBytes += size;
    let open = true;
    const once: Done = (outcome) => {
      if (!open) return;
      open = false;
      this.taken--;
      this.takenBytes -= size;
      try {
        done(outcome);
      } catch (error) {
        this.log.error({ event: "ingest.answer_failed", err: error }, "An answer could not be written.");
      }
    };
    const key = keyOf(event);
    const lead = this.leads.get(key);
    if (lead !== undefined) {
      lead.followers.push({ event, done: once, takenAtMs });
      return true;
    }
    const waiting: Waiting = { event, done: once, takenAtMs, followers: [] };
    this.leads.set(key, waiting);
    this.queue.push(waiting);
    this.flushing ??= this.flush();
    return true;
  }

  async drain(): Promise<void> {
    while (this.flushing !== undefined) await this.flushing;
    clearInterval(this.deadline);
  }

  private async flush(): Promise<void> {
    // One turn of the event loop first: what arrived in this one goes into the same batch.
    await new Promise<void>((resolve) => setImmediate(resolve));
    let answer: Answer | undefined;
    while (this.queue.length > 0 || answer !== undefined) {
      this.inFlight = this.queue.length > 0 ? this.takeBatch() : [];
      const committing = this.inFlight.length > 0 ? this.commit(this.inFlight) : undefined;
      if (answer !== undefined) {
        // The next statement is on its way before a hundred answers are written: the database never waits for them.
        if (committing !== undefined) await new Promise<void>((resolve) => setImmediate(resolve));
        await answer();
      }
      answer = await committing;
      this.inFlight = [];
    }
    this.flushing = undefined;
  }

  private takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { event } of this.queue) {
      bytes += event.body.length + event.headers.length;
      if (count > 0 && (count >= MAX_ROWS || bytes > MAX_BYTES)) break;
      count++;
    }
    const batch = this.queue.splice(0, count);
    for (const { event } of batch) this.leads.delete(keyOf(event));
    return batch;
  }

  /** Resolves when the batch is stored, or is known not to be; what it resolves to tells the senders. */
  private async commit(batch: Waiting[], attempt = 1): Promise<Answer> {
    const startedAt = performance.now();
    let lost: Map<string, boolean>;
    try {
      const { rows } = await this.pool.query<[string, boolean]>({
        name: "commit_events",
        text: COMMIT_EVENTS,
        values: commitValues(batch.map(({ event }) => event)),
        rowMode: "array",
        query_timeout: STATEMENT_TIMEOUT_MS,
      } as pg.QueryArrayConfig);
      lost = new Map(rows);
      this.failedAt = 0;
    } catch (error) {
      const code = databaseCode(error) ?? "";
      if ((code === "40P01" || code === "40001") && attempt < 4) return this.commit(batch, attempt + 1);
      // One row that the database refuses must not take the others with it.
      if (/^2[23]/.test(code) && batch.length > 1) {
        const middle = batch.length >> 1;
        const first = await this.commit(batch.slice(0, middle));
        const second = await this.commit(batch.slice(middle));
        return async () => {
          await first();
          await second();
        };
      }
      if (!/^2[23]/.test(code)) this.failedAt = Date.now();
      this.complain(error, batch.length);
      return async () => {
        for (const waiting of batch) settleAll(waiting, UNAVAILABLE);
      };
    }
    this.options.committed?.({
      rows: batch.length,
      created: countCreated(batch, lost),
      seconds: (performance.now() - startedAt) / 1_000,
    });
    return () => this.answer(batch, lost, attempt);
  }

  private async answer(batch: Waiting[], lost: ReadonlyMap<string, boolean>, attempt: number): Promise<void> {
    const repeats: Follower[] = [];
    const old: Waiting[] = [];
    for (const waiting of batch) {
      const eventId = uuidText(waiting.event.id);
      const stale = lost.size === 0 ? undefined : lost.get(eventId);
      if (stale === true) {
        old.push(waiting);
        continue;
      }
      if (stale === false) repeats.push(waiting);
      else waiting.done({ kind: "stored", eventId });
      repeats.push(...waiting.followers);
    }
    if (repeats.length > 0) await this.settle(repeats);
    if (old.length > 0) await this.routeAgain(old, attempt);
  }

  /** A route was made or changed since the sources were read: choose again from what is true now. */
  private async routeAgain(batch: Waiting[], attempt: number): Promise<void> {
    const renewed: Waiting[] = [];
    const sources = new Map<string, IngestSource | undefined>();
    for (const waiting of batch) {
      const { source } = waiting.event;
      if (!sources.has(source.id)) sources.set(source.id, await this.options.renew?.(source));
      const fresh = sources.get(source.id);
      if (fresh === undefined || attempt >= 4) settleAll(waiting, UNAVAILABLE);
      else renewed.push({ ...waiting, event: makeEvent({ ...waiting.event, source: fresh }) });
    }
    if (renewed.length > 0) await (await this.commit(renewed, attempt + 1))();
  }

  /** A second statement, whose snapshot sees the claims that these requests met. */
  private async settle(repeats: Follower[]): Promise<void> {
    const claims = new Map<string, SettledRow>();
    try {
      const { rows } = await this.pool.query<SettledRow>({
        name: "settle_repeats",
        text: SETTLE_REPEATS,
        values: [
          uuidArray(repeats.map(({ event }) => event.source.idBytes)),
          textArray(repeats.map(({ event }) => event.externalId)),
          byteaArray(repeats.map(({ event }) => event.bodySha)),
        ],
        query_timeout: STATEMENT_TIMEOUT_MS,
      } as pg.QueryConfig);
      for (const row of rows) claims.set(`${row.source_id}|${row.external_id}`, row);
    } catch (error) {
      this.complain(error, repeats.length);
    }
    for (const { event, done } of repeats) {
      const claim = claims.get(keyOf(event));
      if (claim === undefined) done(UNAVAILABLE);
      else
        done({
          kind: claim.body_sha === event.bodySha.toString("hex") ? "duplicate" : "conflict",
          eventId: claim.event_id,
        });
    }
  }

  /** A frozen database answers nothing at all: the sender is told within two seconds all the same. */
  private giveUpOnOld(): void {
    const before = Date.now() - ANSWER_WITHIN_MS;
    for (const waiting of this.inFlight) {
      if (waiting.takenAtMs > before) continue;
      this.failedAt = Date.now();
      settleAll(waiting, UNAVAILABLE);
    }
    const first = this.queue[0];
    if (first === undefined || first.takenAtMs > before) return;
    const [old, young] = [
      this.queue.filter((w) => w.takenAtMs <= before),
      this.queue.filter((w) => w.takenAtMs > before),
    ];
    this.queue = young;
    for (const waiting of old) {
      this.leads.delete(keyOf(waiting.event));
      settleAll(waiting, UNAVAILABLE);
    }
  }

  private complain(error: unknown, rows: number): void {
    if (Date.now() - this.lastLoggedAt < 1_000) return;
    this.lastLoggedAt = Date.now();
    this.log.error(
      { event: "ingest.commit_failed", rows, err: error },
      "A batch was not stored; its senders were told to come again.",
    );
  }
}

function keyOf({ source, externalId }: IncomingEvent): string {
  return `${source.id}|${externalId}`;
}

function countCreated(batch: readonly Waiting[], lost: ReadonlyMap<string, boolean>): Map<string, number> {
  const created = new Map<string, number>();
  for (const { event } of batch) {
    if (event.targets.length === 0 || (lost.size > 0 && lost.has(uuidText(event.id)))) continue;
    const integration = event.source.integrationId ?? "";
    created.set(integration, (created.get(integration) ?? 0) + event.targets.length);
  }
  return created;
}

function settleAll(waiting: Waiting, outcome: IntakeOutcome): void {
  waiting.done(outcome);
  for (const follower of waiting.followers) follower.done(outcome);
}

/** The statement's parameters. A source stands once a batch; events name it by its place. */
export function commitValues(events: readonly IncomingEvent[]): Buffer[] {
  const sources: IngestSource[] = [];
  const places = new Map<IngestSource, number>();
  const place = events.map(({ source }) => {
    const known = places.get(source);
    if (known !== undefined) return known;
    places.set(source, sources.length);
    return sources.push(source) - 1;
  });
  const deliveryId: Buffer[] = [];
  const eventId: Buffer[] = [];
  const routeId: Buffer[] = [];
  const destinationId: Buffer[] = [];
  const bucket: number[] = [];
  for (const event of events)
    for (const target of event.targets) {
      deliveryId.push(uuidv7Bytes());
      eventId.push(event.id);
      routeId.push(target.routeId);
      destinationId.push(target.destinationId);
      bucket.push(event.bucket);
    }
  return [
    smallintArray(sources.map((_, at) => at)),
    uuidArray(sources.map((source) => source.idBytes)),
    uuidArray(sources.map((source) => source.workspaceBytes)),
    textArray(sources.map((source) => source.integrationId)),
    textArray(sources.map((source) => source.environment)),
    textArray(sources.map((source) => source.routesVersion)),
    uuidArray(events.map((event) => event.id)),
    smallintArray(place),
    textArray(events.map((event) => event.externalId)),
    textArray(events.map((event) => event.type)),
    textArray(events.map((event) => event.contentType)),
    byteaArray(events.map((event) => event.headers)),
    byteaArray(events.map((event) => event.body)),
    byteaArray(events.map((event) => event.bodySha)),
    booleanArray(events.map((event) => event.isUtf8)),
    timeArray(events.map((event) => event.receivedAtMs)),
    uuidArray(deliveryId),
    uuidArray(eventId),
    uuidArray(routeId),
    uuidArray(destinationId),
    smallintArray(bucket),
  ];
}
