import { z } from "zod";
import { getDrill } from "#lib/gates/drills/queries.ts";
import { liveRoute } from "#lib/web/route.ts";

export const GET = liveRoute({
  input: z.strictObject({ id: z.uuid() }),
  query: (ctx, { id }) => getDrill(ctx, id),
});
