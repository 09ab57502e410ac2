import { liveRoute } from "#lib/web/route.ts";
import { countPlaces } from "#lib/workspaces/count-places.ts";
import { NoInput } from "#lib/workspaces/schema.ts";

export const GET = liveRoute({
  input: NoInput,
  query: (ctx, _input, session) => countPlaces(ctx, session.environment),
});
