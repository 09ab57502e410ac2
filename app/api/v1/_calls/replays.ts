import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { cancelReplay } from "#lib/webhooks/cancel-replay.ts";
import { getReplay, listReplays } from "#lib/webhooks/delivery-queries.ts";
import { discardDeliveries } from "#lib/webhooks/discard-deliveries.ts";
import { previewReplay } from "#lib/webhooks/preview-replay.ts";
import { DiscardDeliveries, StartReplay } from "#lib/webhooks/schema.ts";
import { startReplay } from "#lib/webhooks/start-replay.ts";
import { call } from "./define.ts";
import { Any, allOf, Created, whole } from "./shapes.ts";

const Asked = z.looseObject({ preview: z.boolean().default(false).describe("true: count only, send nothing") });

export const start = call<unknown>({
  doc: {
    method: "POST",
    path: "/replays",
    summary: "Send ended deliveries again, or count what would be sent",
    input: StartReplay.and(Asked),
    output: Any,
  },
  run: async (ctx, input) => {
    const { preview, reason, ratePerSecond, ...selection } = parseInput(Asked, input);
    if (preview) return Response.json(await previewReplay(ctx, selection));
    return startReplay(ctx, {
      ...selection,
      ...(reason === undefined ? {} : { reason }),
      ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    });
  },
  status: 202,
});

export const list = call({
  doc: {
    method: "GET",
    path: "/replays",
    summary: "List replays with their progress, newest first",
    output: allOf(Created),
  },
  run: async (ctx) => whole(await listReplays(ctx)),
});

export const get = call({
  doc: { method: "GET", path: "/replays/{id}", summary: "Read a replay's progress", output: Created },
  run: (ctx, input) => getReplay(ctx, parseInput(z.strictObject({ id: z.uuid() }), input).id),
});

export const cancel = call({
  doc: { method: "DELETE", path: "/replays/{id}", summary: "Stop a replay; what it sent stays sent", output: Any },
  run: cancelReplay,
});

export const discard = call({
  doc: {
    method: "POST",
    path: "/deliveries/discard",
    summary: "Give up deliveries on purpose, with a reason",
    input: DiscardDeliveries,
    output: Any,
  },
  status: 200,
  run: discardDeliveries,
});
