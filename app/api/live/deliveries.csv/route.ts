import { z } from "zod";
import { deliveryColumns } from "#app/(console)/webhooks/delivery-columns.ts";
import { deliveriesOf } from "#app/(console)/webhooks/lists.ts";
import { csvRoute } from "#lib/web/csv-route.ts";

export const GET = csvRoute({
  name: "deliveries",
  input: z.record(z.string(), z.string()),
  query: async (ctx, params, session) =>
    (await deliveriesOf(ctx, { ...params, limit: "200" }, session.environment)).items,
  columns: deliveryColumns,
});
