import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { loadSourceToWrite, sourceAudit, sourceAuditFacts } from "./_source.ts";
import { NameSource, UpdateSource } from "./source-schema.ts";

export const updateSource = mutation({
  name: "source.update",
  permission: "webhooks:write-test",
  input: UpdateSource,
  async run({ ctx, tx, input }) {
    const { id, ...changes } = input;
    const before = await loadSourceToWrite(tx, ctx, id);
    const data = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    const after = await tx.source.update({ where: { id: before.id }, data });
    await factsChanged(tx, ctx, after.integrationId);
    return {
      value: { id: after.id },
      audit: { ...sourceAuditFacts(after), before: sourceAudit(before), after: sourceAudit(after) },
    };
  },
});

/** The address answers 404 from now on. What was received stays readable; what waits is still delivered. */
export const deleteSource = mutation({
  name: "source.delete",
  permission: "webhooks:write-test",
  input: NameSource,
  async run({ ctx, tx, input }) {
    const before = await loadSourceToWrite(tx, ctx, input.id);
    await tx.source.update({ where: { id: before.id }, data: { deletedAt: ctx.now() } });
    await tx.route.updateMany({ where: { sourceId: before.id, deletedAt: null }, data: { deletedAt: ctx.now() } });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: { id: before.id },
      audit: { ...sourceAuditFacts(before), before: sourceAudit(before) },
    };
  },
});
