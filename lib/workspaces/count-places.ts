import { authorize, type Ctx, may } from "#lib/core/ctx.ts";
import { pool } from "#lib/db/client.ts";
import { COUNT_PLACES } from "./sql/count-places.ts";

export type PlaceCountsDto = { gates: number; deadLetters: number; firingAlerts: number };

/** What the rail shows beside its places; polled, so it is one statement that never counts far. */
export async function countPlaces(ctx: Ctx, environment: "test" | "live"): Promise<PlaceCountsDto> {
  authorize(ctx, "workspace:read");
  const { rows } = await pool().query<PlaceCountsDto>({
    name: "count_places",
    text: COUNT_PLACES,
    values: [ctx.workspaceId, environment, may(ctx, "gates:decide")],
  });
  return rows[0] ?? { gates: 0, deadLetters: 0, firingAlerts: 0 };
}
