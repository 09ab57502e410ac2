import { authorize } from "#lib/core/ctx.ts";
import { notFound, precondition } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { StartReplay } from "./schema.ts";
import { storedSelection, summarize } from "./select-ended.ts";

export const startReplay = mutation({
  name: "replay.start",
  permission: "webhooks:replay-test",
  input: StartReplay,
  async run({ ctx, tx, input }) {
    const chosen = storedSelection(input);
    const { sendable, live, known } = await summarize(ctx, chosen, tx);
    if (known === 0) throw notFound("None of these deliveries");
    if (live > 0) authorize(ctx, "webhooks:replay-live");
    if (sendable === 0)
      throw precondition(
        "Nothing is left to replay: these deliveries are on their way, were replayed, or their event is gone.",
      );
    const { id } = await tx.replay.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        environment: live > 0 ? "live" : "test",
        filter: chosen,
        reason: input.reason,
        ratePerS: input.ratePerSecond,
        total: sendable,
        createdById: ctx.actor.id,
        createdByLabel: ctx.actor.label,
      },
    });
    await enqueue(tx, "replay.run", { replayId: id, workspaceId: ctx.workspaceId, traceId: ctx.traceId }, { key: id });
    return {
      value: { id, total: sendable },
      audit: {
        entityType: "replay",
        entityId: id,
        label: `${sendable} deliveries`,
        environment: live > 0 ? "live" : "test",
        after: { total: sendable, ratePerSecond: input.ratePerSecond, selection: chosen },
        reason: input.reason,
      },
    };
  },
});
