import { HOUR } from "#lib/core/clock.ts";
import { notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { insertSecret, loadSourceToWrite, sourceAuditFacts } from "./_source.ts";
import { AddSourceSecret, RetireSourceSecret } from "./source-schema.ts";

const OVERLAP_HOURS = 24;

/** Rotation: the new secret verifies at once, the ones before it for another day unless told otherwise. */
export const addSourceSecret = mutation({
  name: "source.add_secret",
  permission: "webhooks:write-test",
  input: AddSourceSecret,
  async run({ ctx, tx, input }) {
    const source = await loadSourceToWrite(tx, ctx, input.id);
    const retiresAt = new Date(ctx.now().getTime() + (input.retireOthersAfterHours ?? OVERLAP_HOURS) * HOUR);
    const old = { sourceId: source.id, OR: [{ retiresAt: null }, { retiresAt: { gt: retiresAt } }] };
    const { count } = await tx.sourceSecret.updateMany({ where: old, data: { retiresAt } });
    const { id, fingerprint, lastFour } = await insertSecret(tx, source, input.secret);
    await factsChanged(tx, ctx, source.integrationId);
    return {
      value: { id, fingerprint, lastFour, retiring: count, retiresAt: retiresAt.toISOString() },
      audit: {
        ...sourceAuditFacts(source),
        after: { added: fingerprint, retiring: count, retiresAt: retiresAt.toISOString() },
      },
    };
  },
});

export const retireSourceSecret = mutation({
  name: "source.retire_secret",
  permission: "webhooks:write-test",
  input: RetireSourceSecret,
  async run({ ctx, tx, input }) {
    const secret = await tx.sourceSecret.findFirst({ where: { id: input.id, workspaceId: ctx.workspaceId } });
    if (secret === null) throw notFound("This secret");
    const source = await loadSourceToWrite(tx, ctx, secret.sourceId);
    const retiresAt = new Date(ctx.now().getTime() + (input.afterHours ?? OVERLAP_HOURS) * HOUR);
    const stays = await tx.sourceSecret.count({
      where: {
        sourceId: source.id,
        id: { not: secret.id },
        OR: [{ retiresAt: null }, { retiresAt: { gt: retiresAt } }],
      },
    });
    if (stays === 0)
      throw precondition("This is the last active secret: without it every request is refused. Add the new one first.");
    await tx.sourceSecret.update({ where: { id: secret.id }, data: { retiresAt } });
    await factsChanged(tx, ctx, source.integrationId);
    return {
      value: { id: secret.id, retiresAt: retiresAt.toISOString() },
      audit: {
        ...sourceAuditFacts(source),
        before: { secret: secret.fingerprint, retiresAt: secret.retiresAt?.toISOString() ?? null },
        after: { secret: secret.fingerprint, retiresAt: retiresAt.toISOString() },
      },
    };
  },
});
