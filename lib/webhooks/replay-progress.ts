import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { idFloor } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { COUNT_REPLAYED } from "./sql/traffic.ts";
import type { ReplayProgress } from "./traffic-schema.ts";

type Counted = { replay_id: string; waiting: number; delivered: number; dead: number };

/** The newest replays of an environment and how far each one is: a row made is not yet a row sent. */
export async function listReplayProgress(ctx: Ctx, environment: "test" | "live"): Promise<ReplayProgress[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().replay.findMany({
    where: { workspaceId: ctx.workspaceId, environment },
    orderBy: { createdAt: "desc" },
    take: 5,
  });
  const oldest = rows.at(-1);
  if (oldest === undefined) return [];
  const { rows: counts } = await pool().query<Counted>(COUNT_REPLAYED, [
    rows.map(({ id }) => id),
    idFloor(new Date(oldest.createdAt.getTime() - 60_000)),
  ]);
  const byId = new Map(counts.map((row) => [row.replay_id, row]));
  return rows.map((row) => {
    const { waiting = 0, delivered = 0, dead = 0 } = byId.get(row.id) ?? {};
    const { id, state, total, done, skipped, ratePerS, reason, createdByLabel, createdAt, finishedAt } = row;
    return {
      ...{ id, state, total, done, skipped, ratePerS, reason, waiting, delivered, dead },
      by: createdByLabel,
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}
