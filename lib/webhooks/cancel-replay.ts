import { authorize } from "#lib/core/ctx.ts";
import { notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { cancelWaiting } from "./cancel-waiting.ts";
import { ReplayId } from "./schema.ts";

/** Stops a replay: what was not sent yet is taken back, and its dead letters are open again. */
export const cancelReplay = mutation({
  name: "replay.cancel",
  permission: "webhooks:replay-test",
  input: ReplayId,
  async run({ ctx, tx, input }) {
    const replay = await tx.replay.findFirst({ where: { id: input.id, workspaceId: ctx.workspaceId } });
    if (replay === null) throw notFound("This replay");
    if (replay.environment === "live") authorize(ctx, "webhooks:replay-live");
    // The row's lock waits for a step of the run that is under way.
    await tx.$queryRaw`select 1 from replay where id = ${replay.id}::uuid for update`;
    if (replay.state === "cancelled") throw precondition("This replay was cancelled already.");
    const cancelled = await cancelWaiting(tx, ctx, { replayId: replay.id }, "The replay was cancelled.");
    if (replay.state === "done" && cancelled === 0) throw precondition("This replay has ended; everything was sent.");
    const reopened = await tx.$executeRaw`
      update delivery_history h set resolution = null, resolved_at = null, resolved_reason = null
      where h.workspace_id = ${ctx.workspaceId}::uuid and h.state = 5 and h.resolution = 'replayed' and h.resolved_reason = ${replay.id}
        and exists (select 1 from delivery_history c where c.event_id = h.event_id and c.route_id = h.route_id
          and c.replay_id = ${replay.id}::uuid and c.state = 6)`;
    await tx.replay.update({ where: { id: replay.id }, data: { state: "cancelled", finishedAt: ctx.now() } });
    return {
      value: { id: replay.id, cancelled, reopened },
      audit: {
        entityType: "replay",
        entityId: replay.id,
        environment: replay.environment,
        before: { state: replay.state, done: replay.done },
        after: { state: "cancelled", cancelled, reopened },
      },
    };
  },
});
