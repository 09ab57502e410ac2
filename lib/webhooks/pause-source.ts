import type { Ctx } from "#lib/core/ctx.ts";
import { conflict } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { loadSource, sourceAuditFacts } from "./_source.ts";
import { PauseSource } from "./source-schema.ts";

const PENDING = 0;
const HELD = 2;

type Input = { id: string; reason?: string | undefined };

async function turn(tx: Tx, ctx: Ctx, { id, reason }: Input, state: "active" | "paused") {
  const before = await loadSource(tx, ctx, id);
  if (before.state === state) throw conflict(`This source is ${state} already. Nothing was changed.`);
  const after = await tx.source.update({ where: { id: before.id }, data: { state } });
  // Letting go is the worker's: in order, and at the integration's rate.
  if (state === "paused")
    await tx.delivery.updateMany({ where: { sourceId: before.id, state: PENDING }, data: { state: HELD } });
  await factsChanged(tx, ctx, after.integrationId);
  return {
    value: { id: after.id, state: after.state },
    audit: {
      ...sourceAuditFacts(after),
      before: { state: before.state },
      after: { state: after.state },
      ...(reason === undefined ? {} : { reason }),
    },
  };
}

/** A paused source still stores and answers: its deliveries are held until it is resumed. */
export const pauseSource = mutation({
  name: "source.pause",
  permission: "webhooks:operate",
  input: PauseSource,
  run: ({ ctx, tx, input }) => turn(tx, ctx, input, "paused"),
});

export const resumeSource = mutation({
  name: "source.resume",
  permission: "webhooks:operate",
  input: PauseSource,
  run: ({ ctx, tx, input }) => turn(tx, ctx, input, "active"),
});
