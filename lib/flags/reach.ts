import { HOUR } from "#lib/core/clock.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { idFloor } from "#lib/core/id.ts";
import { pool } from "#lib/db/client.ts";
import type { FlagEnvironmentName, FlagReachDto } from "./schema.ts";
import { REACH } from "./sql/reach.ts";

export const REACH_CAP = 10_000;

type ReachRow = {
  pending: number;
  held: number;
  parked: number;
  events_last_hour: number;
  sources: number;
  destinations: number;
};

const NOTHING: FlagReachDto = {
  pending: 0,
  held: 0,
  parked: 0,
  eventsLastHour: 0,
  sources: 0,
  destinations: 0,
  cap: REACH_CAP,
};

/** The blast radius of a switch, asked before it is moved. */
export async function readReach(
  ctx: Ctx,
  integrationId: string | null,
  environment: FlagEnvironmentName,
): Promise<FlagReachDto> {
  authorize(ctx, "workspace:read");
  if (integrationId === null) return NOTHING;
  const since = idFloor(new Date(ctx.now().getTime() - HOUR));
  const { rows } = await pool().query<ReachRow>(REACH, [ctx.workspaceId, integrationId, environment, since, REACH_CAP]);
  const row = rows[0];
  if (row === undefined) return NOTHING;
  return {
    pending: row.pending,
    held: row.held,
    parked: row.parked,
    eventsLastHour: row.events_last_hour,
    sources: row.sources,
    destinations: row.destinations,
    cap: REACH_CAP,
  };
}
