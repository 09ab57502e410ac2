import type pg from "pg";
import { newId } from "#lib/core/id.ts";
import { type Breaker, judge } from "./breaker-policy.ts";
import { breakerState, breakerTransitions, destinationLabel } from "./metrics.ts";
import type { Finished } from "./send-delivery.ts";

type Entry = { successes: number; failures: number; quietSeconds: number; workspaceId: string };
type Row = Breaker & { id: string; status: string; firstFailureAt: Date | null };
type Doomed = { destinationId: string; workspaceId: string };

const FAILING_FOR_MS = 5 * 86_400_000;
const STATE_VALUE = { closed: 0, half_open: 1, open: 2 } as const;
/** Faults of ours say nothing about the destination. */
const OURS = new Set(["ssrf_blocked", "misconfigured", "unknown"]);

const READ = `
select s.id, s.breaker, s.open_until as "openUntil", s.probes, s.trips, s.window_at as "windowAt",
  s.window_attempts as "windowAttempts", s.window_failures as "windowFailures", s.first_failure_at as "firstFailureAt"
from destination_state s where s.id = any($1::uuid[]) order by s.id for no key update`;

const WRITE = `
update destination_state s set breaker = i.breaker, open_until = i.open_until, probes = i.probes, trips = i.trips,
  window_at = i.window_at, window_attempts = i.window_attempts, window_failures = i.window_failures,
  recovering = s.recovering or i.breaker <> 'closed',
  breaker_changed_at = case when s.breaker <> i.breaker then now() else s.breaker_changed_at end,
  last_success_at = case when i.succeeded then now() else s.last_success_at end,
  last_failure_at = case when i.failed then now() else s.last_failure_at end,
  first_failure_at = case when i.succeeded then null when i.failed then coalesce(s.first_failure_at, now()) else s.first_failure_at end,
  quiet_until = case when i.quiet > 0 then greatest(s.quiet_until, now() + make_interval(secs => i.quiet)) else s.quiet_until end
from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::int[], $5::int[], $6::timestamptz[], $7::float8[], $8::float8[],
  $9::bool[], $10::bool[], $11::float8[]) as i(id, breaker, open_until, probes, trips, window_at, window_attempts, window_failures, succeeded, failed, quiet)
where s.id = i.id`;

const NOTE = `
insert into breaker_transition (id, workspace_id, destination_id, "from", "to", detail, at)
select t.id, t.workspace_id, t.destination_id, t.was, t.now, t.detail, now()
from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[]) as t(id, workspace_id, destination_id, was, now, detail)`;

type Transition = { destinationId: string; workspaceId: string; from: string; to: string; detail: string };

/**
 * Counts results by destination and writes them down together, apart from the batch itself: the claim locks the same
 * rows, and a count lost in a crash costs nothing.
 */
export class BreakerBook {
  private entries = new Map<string, Entry>();
  private urgent = false;
  private readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.pool = pool;
  }

  add({ claimed, outcome, decision }: Finished): void {
    if (OURS.has(outcome)) return;
    const { destinationId, workspaceId } = claimed;
    const entry = this.entries.get(destinationId) ?? { successes: 0, failures: 0, quietSeconds: 0, workspaceId };
    if (outcome === "success") entry.successes++;
    else entry.failures++;
    if (decision.kind === "retry") entry.quietSeconds = Math.max(entry.quietSeconds, decision.quietSeconds);
    this.entries.set(destinationId, entry);
    if (outcome !== "success" || claimed.probe || this.halfOpen.has(destinationId)) this.urgent = true;
  }

  private readonly halfOpen = new Set<string>();

  /** A failure or a probe's result should be known before the next claim. */
  get isUrgent(): boolean {
    return this.urgent;
  }

  async probing(probes: readonly { destinationId: string; workspaceId: string }[]): Promise<void> {
    const seen = new Map(probes.map((probe) => [probe.destinationId, probe]));
    for (const { destinationId } of seen.values()) this.halfOpen.add(destinationId);
    const detail = "The pause is over; one delivery goes as a probe.";
    await this.note(
      this.pool,
      [...seen.values()].map((p) => ({ ...p, from: "open", to: "half_open", detail })),
    );
  }

  /** Answers the destinations that have failed for so long that they should be disabled. */
  async flush(): Promise<Doomed[]> {
    if (this.entries.size === 0) return [];
    const entries = this.entries;
    this.entries = new Map();
    this.urgent = false;
    const client = await this.pool.connect();
    try {
      await client.query("begin");
      // Counts are worth no fsync, and the lock that the claim wants is held for less.
      await client.query("set local synchronous_commit = off");
      const { rows } = await client.query<Row>({ name: "breaker_read", text: READ, values: [[...entries.keys()]] });
      const now = new Date();
      const after = rows.map((row) => ({ row, entry: entries.get(row.id), next: row as Breaker }));
      for (const item of after) if (item.entry !== undefined) item.next = judge(item.row, item.entry, now);
      await client.query({
        name: "breaker_write",
        text: WRITE,
        values: [
          after.map((x) => x.row.id),
          after.map((x) => x.next.breaker),
          after.map((x) => x.next.openUntil),
          after.map((x) => x.next.probes),
          after.map((x) => x.next.trips),
          after.map((x) => x.next.windowAt),
          after.map((x) => x.next.windowAttempts),
          after.map((x) => x.next.windowFailures),
          after.map((x) => (x.entry?.successes ?? 0) > 0),
          after.map((x) => (x.entry?.failures ?? 0) > 0),
          after.map((x) => x.entry?.quietSeconds ?? 0),
        ],
      });
      const changed = after.filter((x) => x.row.breaker !== x.next.breaker);
      await this.note(
        client,
        changed.map((x) => ({
          destinationId: x.row.id,
          workspaceId: x.entry?.workspaceId ?? "",
          from: x.row.breaker,
          to: x.next.breaker,
          detail: wording(x.next, now),
        })),
      );
      await client.query("commit");
      for (const { row, next } of after) this.remember(row.id, next.breaker);
      return after
        .filter(({ row, entry }) => entry !== undefined && entry.successes === 0 && isDoomed(row, now))
        .map(({ row, entry }) => ({ destinationId: row.id, workspaceId: entry?.workspaceId ?? "" }));
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  private remember(id: string, breaker: Breaker["breaker"]): void {
    breakerState.set({ destination: destinationLabel(id) }, STATE_VALUE[breaker]);
    if (breaker === "half_open") this.halfOpen.add(id);
    else this.halfOpen.delete(id);
  }

  private async note(client: pg.Pool | pg.PoolClient, changes: readonly Transition[]): Promise<void> {
    if (changes.length === 0) return;
    for (const { to } of changes) breakerTransitions.inc({ to });
    await client.query(NOTE, [
      changes.map(() => newId()),
      changes.map((c) => c.workspaceId),
      changes.map((c) => c.destinationId),
      changes.map((c) => c.from),
      changes.map((c) => c.to),
      changes.map((c) => c.detail),
    ]);
  }
}

function isDoomed({ firstFailureAt }: Row, now: Date): boolean {
  return firstFailureAt !== null && now.getTime() - firstFailureAt.getTime() >= FAILING_FOR_MS;
}

function wording(next: Breaker, now: Date): string {
  if (next.breaker !== "open") return "Probes were answered; traffic flows again.";
  const seconds = Math.round((next.openUntil.getTime() - now.getTime()) / 1000);
  return `Most of its recent answers were failures; nothing is sent for ${seconds} s.`;
}
