import { getFlagReach } from "#lib/flags/queries.ts";
import { ReachInput } from "#lib/flags/schema.ts";
import { liveRoute } from "#lib/web/route.ts";

/** Asked when somebody is about to move a switch: the counts of that moment. */
export const GET = liveRoute({
  input: ReachInput,
  query: (ctx, { key, environment }) => getFlagReach(ctx, key, environment),
});
