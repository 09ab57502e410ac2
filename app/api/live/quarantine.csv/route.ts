import { z } from "zod";
import { quarantineOf } from "#app/(console)/webhooks/lists.ts";
import { csvRoute } from "#lib/web/csv-route.ts";

export const GET = csvRoute({
  name: "quarantine",
  input: z.record(z.string(), z.string()),
  query: async (ctx, params, session) =>
    (await quarantineOf(ctx, { ...params, limit: "200" }, session.environment)).items,
  columns: {
    id: (row) => row.id,
    source: (row) => row.source,
    environment: (row) => row.environment,
    reason: (row) => row.reason,
    detail: (row) => row.detail,
    bytes: (row) => row.bytes,
    received_at: (row) => row.receivedAt,
    resolution: (row) => row.resolution,
  },
});
