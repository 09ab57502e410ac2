import { setTimeout as wait } from "node:timers/promises";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { type Tx, withTransaction } from "#lib/db/tx.ts";
import { replaysTotal } from "./dispatch/metrics.ts";
import { type Chosen, chosenClause } from "./select-ended.ts";

const BATCH = 1_000;
/** How far ahead of the sending rows are made: a cancel finds the rest unmade. */
const AHEAD_SECONDS = 30;

type Candidate = { id: string; sendable: boolean };
type Step = { finished: boolean; made: number };

/**
 * Copies chosen deliveries into the queue with the next replay number, in the order of their ids, spaced by the rate.
 * The cursor moves in the transaction that makes the rows, so a run that was killed goes on where it stood.
 */
export async function runReplay(ctx: Ctx, replayId: string): Promise<void> {
  const startedAt = Date.now();
  let made = 0;
  for (;;) {
    const elapsed = (Date.now() - startedAt) / 1000;
    const step = await withTransaction((tx) => takeStep(tx, ctx, replayId, { made, elapsed }), { timeoutMs: 20_000 });
    made += step.made;
    if (step.finished) return;
    if (step.made === 0) await wait(1_000);
  }
}

async function takeStep(
  tx: Tx,
  ctx: Ctx,
  replayId: string,
  { made, elapsed }: { made: number; elapsed: number },
): Promise<Step> {
  await tx.$queryRaw`select 1 from replay where id = ${replayId}::uuid for update`;
  const replay = await tx.replay.findFirst({ where: { id: replayId, workspaceId: ctx.workspaceId } });
  if (replay === null || (replay.state !== "queued" && replay.state !== "running")) return { finished: true, made: 0 };
  const rate = replay.ratePerS;
  const room = Math.min(BATCH, Math.floor((elapsed + AHEAD_SECONDS) * rate) - made);
  if (room <= 0) return { finished: false, made: 0 };

  const cursor = replay.cursor ?? "00000000-0000-0000-0000-000000000000";
  const rows = await tx.$queryRaw<Candidate[]>`
    select h.id, (exists (select 1 from event e where e.id = h.event_id)
        and exists (select 1 from destination x where x.id = h.destination_id and x.deleted_at is null)
        and not exists (select 1 from delivery d where d.event_id = h.event_id and d.route_id = h.route_id)) as sendable
    from delivery_history h
    where ${chosenClause(ctx.workspaceId, replay.filter as Chosen)} and h.id > ${cursor}::uuid
      and h.created_at <= ${replay.createdAt}::timestamptz and h.replay_id is distinct from ${replayId}::uuid
    order by h.id limit ${room}`;
  const chosen = rows.filter((row) => row.sendable).map((row) => row.id);
  const inserted =
    chosen.length === 0 ? 0 : await copy(tx, { replayId, ids: chosen, offset: made / rate - elapsed, rate });
  const finished = rows.length < room;
  await tx.replay.update({
    where: { id: replayId },
    data: {
      state: finished ? "done" : "running",
      done: { increment: inserted },
      skipped: { increment: rows.length - inserted },
      cursor: rows.at(-1)?.id ?? replay.cursor,
      finishedAt: finished ? new Date() : null,
    },
  });
  if (finished) {
    replaysTotal.inc({ outcome: "done" });
    await tx.$executeRaw`select pg_notify('delivery', '')`;
  }
  return { finished, made: inserted };
}

async function copy(
  tx: Tx,
  { replayId, ids, offset, rate }: { replayId: string; ids: string[]; offset: number; rate: number },
): Promise<number> {
  const fresh = ids.map(() => newId());
  const inserted = await tx.$executeRaw`
    insert into delivery (id, workspace_id, event_id, source_id, route_id, destination_id, integration_id, environment, event_type,
      replay_no, replay_id, bucket, next_attempt_at)
    select i.fresh, h.workspace_id, h.event_id, h.source_id, h.route_id, h.destination_id, h.integration_id, h.environment, h.event_type,
      1 + (select max(x.replay_no) from delivery_history x where x.event_id = h.event_id and x.route_id = h.route_id),
      ${replayId}::uuid, h.bucket, now() + make_interval(secs => greatest(0, ${offset}::float8 + (i.place - 1) / ${rate}::float8))
    from unnest(${ids}::uuid[], ${fresh}::uuid[]) with ordinality as i(id, fresh, place) join delivery_history h on h.id = i.id
    order by i.place
    on conflict (event_id, route_id, replay_no) do nothing`;
  await tx.$executeRaw`
    update delivery_history set resolution = 'replayed', resolved_at = now(), resolved_reason = ${replayId}
    where id = any(${ids}::uuid[]) and state = 5 and resolution is null`;
  return inserted;
}
