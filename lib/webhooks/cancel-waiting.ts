import type { Ctx } from "#lib/core/ctx.ts";
import type { Tx } from "#lib/db/tx.ts";

type Which = { destinationId?: string; replayId?: string; ids?: string[] };

/** Ends deliveries that wait (pending, held, parked); a leased one is in the air and finishes. Answers how many. */
export async function cancelWaiting(tx: Tx, ctx: Ctx, which: Which, reason: string): Promise<number> {
  const { destinationId = null, replayId = null, ids = null } = which;
  return tx.$executeRaw`
    with gone as (
      delete from delivery d where d.workspace_id = ${ctx.workspaceId}::uuid and d.state in (0, 2, 3)
        and (${destinationId}::uuid is null or d.destination_id = ${destinationId}::uuid)
        and (${replayId}::uuid is null or d.replay_id = ${replayId}::uuid)
        and (${ids}::uuid[] is null or d.id = any(${ids}::uuid[]))
      returning d.*)
    insert into delivery_history (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment,
      event_type, replay_no, replay_id, bucket, state, attempt_count, reason, last_error, last_status, created_at, finished_at,
      resolution, resolved_at, resolved_reason)
    select id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type, replay_no,
      replay_id, bucket, 6, attempt_count, 'discarded', last_error, last_status, created_at, now(), 'discarded', now(), ${reason}
    from gone`;
}
