import { z } from "zod";
import { quarantineOf } from "#app/(console)/webhooks/lists.ts";
import { liveRoute } from "#lib/web/route.ts";
import { versionOf } from "#lib/web/version-of.ts";

export const GET = liveRoute({
  input: z.record(z.string(), z.string()),
  query: async (ctx, params, session) => ({
    version: versionOf((await quarantineOf(ctx, params, session.environment)).items),
  }),
});
