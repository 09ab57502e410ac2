import type pg from "pg";

const EVERY_MS = 10;

/** Tells listening workers that there is something to send, at most a hundred times a second. Polling is the truth. */
export class DeliveryHint {
  private pending: NodeJS.Timeout | undefined;
  private lastMs = 0;
  private readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  give(): void {
    if (this.pending !== undefined) return;
    const wait = this.lastMs + EVERY_MS - Date.now();
    if (wait <= 0) this.send();
    else this.pending = setTimeout(() => this.send(), wait);
  }

  private send(): void {
    this.pending = undefined;
    this.lastMs = Date.now();
    // A hint that is lost costs one polling interval.
    this.pool.query({ name: "delivery_hint", text: "select pg_notify('delivery', '')" }).catch(() => undefined);
  }
}
