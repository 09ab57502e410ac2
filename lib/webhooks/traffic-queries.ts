import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { idFloor } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { databaseCode } from "#lib/db/errors.ts";
import { COUNT_TRAFFIC, COUNT_WAITING, DELIVERIES_OVER_TIME, EVENTS_OVER_TIME } from "./sql/traffic.ts";
import type { OverTime, TrafficCounts, Waiting } from "./traffic-schema.ts";

const STATES = ["pending", "leased", "held", "parked", "delivered", "dead", "cancelled"] as const;
const CHART_MS = 2_000;

type Counted = Omit<TrafficCounts, "waiting" | "pending" | "leased" | "held" | "parked">;
type WaitingRow = {
  state: number;
  slug: string | null;
  name: string | null;
  mode: string | null;
  count: number;
  oldest: Date;
};

/** What the webhook pages say above everything else: what waits, where, and what died. */
export async function countTraffic(ctx: Ctx, environment: "test" | "live"): Promise<TrafficCounts> {
  authorize(ctx, "workspace:read");
  const values = [ctx.workspaceId, environment];
  const [counted, rows] = await Promise.all([
    pool().query<Counted>(COUNT_TRAFFIC, values),
    pool().query<WaitingRow>(COUNT_WAITING, values),
  ]);
  const waiting: Waiting[] = rows.rows.map(({ state, slug, name, mode, count, oldest }) => ({
    state: STATES[state] ?? "pending",
    integration: slug === null || name === null ? null : { slug, name, mode: mode ?? "parked" },
    count,
    oldest: oldest.toISOString(),
  }));
  const of = (state: string) => waiting.reduce((sum, row) => (row.state === state ? sum + row.count : sum), 0);
  const none = { sources: 0, pausedSources: 0, destinations: 0, quarantine: 0, dead: 0 };
  return {
    ...(counted.rows[0] ?? none),
    waiting,
    pending: of("pending"),
    leased: of("leased"),
    held: of("held"),
    parked: of("parked"),
  };
}

type Window = { environment: "test" | "live"; of?: string | undefined; from: Date; to: Date; steps: number };

export function eventsOverTime(ctx: Ctx, window: Window): Promise<OverTime | null> {
  return overTime(ctx, EVENTS_OVER_TIME, window);
}

export function deliveriesOverTime(ctx: Ctx, window: Window): Promise<OverTime | null> {
  return overTime(ctx, DELIVERIES_OVER_TIME, window);
}

/** Null when counting takes too long: a chart is never worth a slow page, and never guessed. */
async function overTime(
  ctx: Ctx,
  text: string,
  { environment, of, from, to, steps }: Window,
): Promise<OverTime | null> {
  authorize(ctx, "workspace:read");
  const client = await pool().connect();
  try {
    await client.query(`begin read only; set local statement_timeout = ${CHART_MS}`);
    const { rows } = await client.query<{ kind: string; step: number; count: number }>(text, [
      ctx.workspaceId,
      environment,
      of ?? null,
      from,
      to,
      steps,
      idFloor(new Date(from.getTime() - 60_000)),
    ]);
    await client.query("commit");
    const bars = Array.from({ length: steps }, (): Record<string, number> => ({}));
    const totals: Record<string, number> = {};
    for (const { kind, step, count } of rows) {
      const key = STATES[Number(kind)] ?? kind;
      const bar = bars[step - 1];
      if (bar) bar[key] = (bar[key] ?? 0) + count;
      totals[key] = (totals[key] ?? 0) + count;
    }
    return { from: from.toISOString(), to: to.toISOString(), bars, totals };
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (databaseCode(error) !== "57014") throw error;
    return null;
  } finally {
    client.release();
  }
}

/** Names for filters, and for the choice of a new route. */
export async function destinationNames(
  ctx: Ctx,
): Promise<{ id: string; name: string; environment: "test" | "live" }[]> {
  authorize(ctx, "workspace:read");
  return db().destination.findMany({
    where: { workspaceId: ctx.workspaceId, deletedAt: null, isDrill: false },
    select: { id: true, name: true, environment: true },
    orderBy: { name: "asc" },
    take: 500,
  });
}

/** The integrations that a source or a destination can belong to. */
export async function integrationChoices(ctx: Ctx): Promise<{ slug: string; name: string }[]> {
  authorize(ctx, "workspace:read");
  return db().integration.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    select: { slug: true, name: true },
    orderBy: { name: "asc" },
    take: 500,
  });
}
