import { z } from "zod";
import { quarantineVersion } from "#app/(console)/webhooks/lists.ts";
import { liveRoute } from "#lib/web/route.ts";

export const GET = liveRoute({
  input: z.record(z.string(), z.string()),
  query: async (ctx, params, session) => ({ version: await quarantineVersion(ctx, params, session.environment) }),
});
