import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Ctx } from "#lib/core/ctx.ts";
import type { Outbound } from "#lib/http/outbound/create-outbound.ts";
import { drillOutbound } from "#lib/http/outbound/process-outbound.ts";
import type { Log } from "#lib/log/logger.ts";
import { CLAIM } from "../sql/claim.ts";
import { GIVE_BACK } from "../sql/give-back.ts";
import { LOCK_DESTINATIONS } from "../sql/lock-destinations.ts";
import { BreakerBook } from "./breaker-book.ts";
import type { Claimed } from "./claimed.ts";
import { DestinationConfigs } from "./destination-config.ts";
import { disableDestination, workerCtx } from "./disable-destination.ts";
import { claimSeconds } from "./metrics.ts";
import { noteFinished } from "./note-finished.ts";
import { recordResults } from "./record-results.ts";
import { repeat } from "./repeat.ts";
import { type Finished, sendDelivery } from "./send-delivery.ts";
import { StopSet } from "./stop-set.ts";
import { unprepared, unsendable } from "./unsendable.ts";

export type DispatcherOptions = {
  pool: pg.Pool;
  outbound: Outbound;
  log: Log;
  /** Sends in flight at once. */
  slots?: number;
  /** Rows claimed beyond the slots, so that a slot never waits for a claim. */
  ahead?: number;
  leaseSeconds?: number;
  pollMs?: number;
};

const FLUSH_ROWS = 500;
const DESTINATIONS_PER_CLAIM = 64;
/** Of the slots; the rest is kept for destinations that have no backlog to catch up with. */
const RECOVERING_SHARE = 0.5;
/** How soon to look again: another worker holds a destination for milliseconds, but its sends may take long. */
const HELD_MS = 20;
const FULL_MS = 25;
const FULL_MAX_MS = 250;

/** Claims what is due, sends it, records what came of it. Holds nothing that another worker would need. */
export class Dispatcher {
  private readonly pool: pg.Pool;
  private readonly outbound: Outbound;
  private readonly log: Log;
  private readonly slots: number;
  private readonly ahead: number;
  private readonly leaseSeconds: number;
  private readonly pollMs: number;
  private readonly configs: DestinationConfigs;
  private readonly book: BreakerBook;
  readonly stops: StopSet;

  private queue: Claimed[] = [];
  private unsent: Claimed[] = [];
  private results: Finished[] = [];
  private inFlight = 0;
  /** Rows of destinations that are catching up, queued or in flight. */
  private recovering = 0;
  private flushing: Promise<void> | undefined;
  private stopping = false;
  private wakeUp: () => void = () => undefined;
  private woken = false;
  private hurryUntil = 0;
  /** When to look again because due work was left to another worker; grows while that has all that may be in flight. */
  private againMs: number | undefined;
  private nextDueMs = Number.POSITIVE_INFINITY;
  private loop: Promise<void> | undefined;
  private stopTimers: (() => Promise<void>)[] = [];
  /** For the health check: the loop came round. */
  lastTurnAt = Date.now();

  constructor(options: DispatcherOptions) {
    this.pool = options.pool;
    this.outbound = options.outbound;
    this.log = options.log;
    this.slots = options.slots ?? 64;
    this.ahead = options.ahead ?? 256;
    this.leaseSeconds = options.leaseSeconds ?? 30;
    this.pollMs = options.pollMs ?? 1_000;
    this.configs = new DestinationConfigs(this.pool);
    this.book = new BreakerBook(this.pool);
    this.stops = new StopSet(this.pool);
  }

  start(): void {
    this.stopTimers = [
      repeat(400, "stop_set", this.log, async () => {
        await this.stops.refresh();
        this.pump();
      }),
      repeat(250, "breaker", this.log, () => this.flushBook()),
    ];
    this.loop = this.run();
  }

  /** A hint that there may be work. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  /** Claims no more, gives back what was not sent, waits for what is in the air, records it. */
  async stop(graceMs = 25_000): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
    this.unsent.push(...this.queue.splice(0));
    await this.giveBack();
    const deadline = Date.now() + graceMs;
    while ((this.inFlight > 0 || this.results.length > 0 || this.flushing) && Date.now() < deadline) {
      await (this.flushing ?? new Promise((resolve) => setTimeout(resolve, 20)));
    }
    await this.giveBack();
    for (const stopTimer of this.stopTimers) await stopTimer();
    await this.flushBook().catch(() => undefined);
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.stopping) {
      this.lastTurnAt = Date.now();
      this.woken = false;
      try {
        if (this.book.isUrgent) await this.flushBook();
        const room = this.slots + this.ahead - this.queue.length - this.inFlight;
        const claimed = this.wantsMore && room > 0 && this.stops.isFresh() ? await this.claim(room) : 0;
        failures = 0;
        if (claimed > 0) this.pump();
        // A full claim means there is more; else a result, a hint or the poll comes next.
        if (claimed < room || !this.wantsMore) await this.rest(this.restMs());
      } catch (error) {
        failures++;
        if (failures === 1 || failures % 20 === 0)
          this.log.warn(
            { event: "dispatch.claim_failed", failures, err: error },
            "The claim failed; it is tried again.",
          );
        await this.rest(Math.min(100 * 2 ** Math.min(failures, 5), 2_000) * (0.75 + Math.random() / 2));
      }
    }
  }

  /** Claims begin while there is still enough to send, so that the slots do not run dry meanwhile. */
  private get wantsMore(): boolean {
    return this.queue.length <= Math.max(this.slots, this.ahead) / 2;
  }

  /** Released rows fall due every few milliseconds: look often until they are through. */
  hurry(ms: number): void {
    this.hurryUntil = Date.now() + ms;
    this.wake();
  }

  private restMs(): number {
    if (Date.now() < this.hurryUntil) return 20;
    if (this.againMs !== undefined && this.wantsMore) return this.againMs * (1 + Math.random());
    const untilDue = this.nextDueMs - Date.now();
    if (untilDue <= 0) this.nextDueMs = Number.POSITIVE_INFINITY;
    return Math.max(5, Math.min(this.pollMs, untilDue));
  }

  private rest(ms: number): Promise<void> {
    if (this.woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async claim(room: number): Promise<number> {
    const startedAt = performance.now();
    const leaseToken = randomUUID();
    const client = await this.pool.connect();
    let rows: Claimed[] = [];
    try {
      await client.query("begin");
      const locked = await client.query<{ ids: string[]; due: number }>({
        name: "lock_destinations",
        text: LOCK_DESTINATIONS,
        values: [DESTINATIONS_PER_CLAIM],
      });
      const { ids, due } = locked.rows[0] ?? { ids: [], due: 0 };
      if (ids.length > 0) {
        const recoveringRoom = Math.max(0, Math.ceil(this.slots * RECOVERING_SHARE) - this.recovering);
        const values = [ids, room, leaseToken, this.leaseSeconds, recoveringRoom];
        ({ rows } = await client.query<Claimed>({ name: "claim", text: CLAIM, values }));
      }
      await client.query("commit");
      this.noteOthers(ids.length < due, ids.length > 0 && rows.length === 0);
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
    claimSeconds.observe((performance.now() - startedAt) / 1000);
    const taken = rows.map((row) => Object.assign(row, { leaseToken, claimedAtMs: startedAt }));
    this.recovering += taken.filter((row) => row.recovering).length;
    try {
      // Before they are queued: a slot that falls free meanwhile must not send by what was known before.
      if (taken.length > 0) await this.configs.refresh(taken);
      const probes = taken.filter((row) => row.probe);
      if (probes.length > 0) await this.book.probing(probes);
    } catch (error) {
      this.unsent.push(...taken);
      void this.giveBack();
      throw error;
    }
    this.queue.push(...taken);
    return rows.length;
  }

  /** Nothing tells this worker when another one lets go of a destination, or of what is in flight there. */
  private noteOthers(skipped: boolean, full: boolean): void {
    if (skipped) this.againMs = HELD_MS;
    else if (full && this.inFlight === 0 && this.queue.length === 0)
      this.againMs = Math.min(Math.max(FULL_MS, (this.againMs ?? 0) * 2), FULL_MAX_MS);
    else this.againMs = undefined;
  }

  private pump(): void {
    const wanted = this.wantsMore;
    // A third of the lease: what has waited longer might not end before it does.
    const oldest = performance.now() - (this.leaseSeconds * 1000) / 3;
    while (this.inFlight < this.slots && this.queue.length > 0 && this.stops.isFresh()) {
      const next = this.queue.shift();
      if (next === undefined) break;
      if (next.claimedAtMs < oldest || this.stopping || this.stops.blocks(next)) this.unsent.push(next);
      else void this.send(next);
    }
    if (this.unsent.length > 0) void this.giveBack();
    if (this.wantsMore && !wanted) this.wake();
  }

  private async send(claimed: Claimed): Promise<void> {
    this.inFlight++;
    try {
      this.results.push(await this.attempt(claimed));
    } catch (error) {
      this.log.error({ event: "dispatch.send_failed", deliveryId: claimed.id, err: error }, "A delivery was not sent.");
      this.results.push(unprepared(claimed, this.configs.get(claimed.destinationId)?.schedule ?? []));
    } finally {
      this.inFlight--;
      if (claimed.recovering) this.recovering--;
      this.flushing ??= this.flush();
      this.pump();
    }
  }

  private async attempt(claimed: Claimed): Promise<Finished> {
    const config = this.configs.get(claimed.destinationId);
    if (config === undefined || config.keys.length === 0)
      return unsendable(claimed, "No signing secret of this destination can be opened. Rotate it, or restore the key.");
    const body = claimed.body ?? (await this.readBody(claimed.eventId));
    return sendDelivery(claimed, body, config, config.isDrill ? drillOutbound() : this.outbound);
  }

  private async readBody(eventId: string): Promise<Buffer> {
    const { rows } = await this.pool.query<{ body: Buffer }>({
      name: "read_body",
      text: "select body from event where id = $1",
      values: [eventId],
    });
    const body = rows[0]?.body;
    if (body === undefined) throw new Error(`The event ${eventId} is gone.`);
    return body;
  }

  private async flush(): Promise<void> {
    // Results of the same turn of the event loop travel together.
    await new Promise((resolve) => setImmediate(resolve));
    let failures = 0;
    while (this.results.length > 0) {
      const batch = this.results.splice(0, FLUSH_ROWS);
      const accepted = await recordResults(this.pool, batch).catch((error: unknown) => {
        if (failures++ === 0)
          this.log.warn(
            { event: "dispatch.record_failed", rows: batch.length, err: error },
            "Results wait to be recorded.",
          );
      });
      if (accepted === undefined) {
        this.results.unshift(...batch);
        await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** failures, 2_000)));
        continue;
      }
      failures = 0;
      for (const finished of batch) this.after(finished, accepted.has(finished.claimed.id));
      this.wake();
    }
    this.flushing = undefined;
  }

  private after(finished: Finished, accepted: boolean): void {
    noteFinished(finished, accepted);
    if (!accepted) return;
    this.book.add(finished);
    const { decision, claimed } = finished;
    if (decision.kind === "retry")
      this.nextDueMs = Math.min(this.nextDueMs, Date.now() + decision.delaySeconds * 1000 + 5);
    if (decision.kind === "dead" && decision.disable) {
      const reason = "It answered 410 Gone. Its queue is held; enable it again to send what is waiting.";
      void this.disable(workerCtx(claimed.workspaceId, claimed.traceId), claimed.destinationId, reason);
    }
  }

  private async disable(ctx: Ctx, destinationId: string, reason: string): Promise<void> {
    try {
      await disableDestination(ctx, destinationId, reason);
      await this.stops.refresh();
    } catch (error) {
      this.log.error({ event: "destination.disable_failed", destinationId, err: error }, "It was not disabled.");
    }
  }

  private async flushBook(): Promise<void> {
    for (const { destinationId, workspaceId } of await this.book.flush()) {
      const reason =
        "Every send of the last five days failed. Its queue is held; enable it again to send what is waiting.";
      await this.disable(workerCtx(workspaceId), destinationId, reason);
    }
  }

  private async giveBack(): Promise<void> {
    const rows = this.unsent.splice(0);
    if (rows.length === 0) return;
    this.recovering -= rows.filter((row) => row.recovering).length;
    try {
      await this.pool.query(GIVE_BACK, [rows.map((row) => row.id), rows.map((row) => row.leaseToken)]);
    } catch (error) {
      // The sweep finds them when their lease ends.
      this.log.warn({ event: "dispatch.give_back_failed", rows: rows.length, err: error }, "Unsent rows stay leased.");
    }
  }
}
