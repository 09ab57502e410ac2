import { z } from "zod";
import { eventsOf } from "#app/(console)/webhooks/lists.ts";
import { csvRoute } from "#lib/web/csv-route.ts";

export const GET = csvRoute({
  name: "events",
  input: z.record(z.string(), z.string()),
  query: async (ctx, params, session) => (await eventsOf(ctx, { ...params, limit: "200" }, session.environment)).items,
  columns: {
    id: (event) => event.id,
    provider_id: (event) => event.externalId,
    type: (event) => event.type,
    source: (event) => event.source,
    environment: (event) => event.environment,
    received_at: (event) => event.receivedAt,
    bytes: (event) => event.bytes,
    repeats: (event) => event.duplicates,
    deliveries: (event) => event.deliveries.map(({ state, count }) => `${count} ${state}`).join(", "),
  },
});
