import { personOf } from "#lib/core/ctx.ts";
import { conflict, notFound } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { keepVersion, openDocument } from "./_private.ts";
import { hashContent } from "./policy.ts";
import { RestoreVersion, Snapshot } from "./schema.ts";

/** Brings an old version back as a new one, so that nothing of the history is lost. */
export const restoreVersion = mutation({
  name: "design.restore_version",
  permission: "designs:write",
  input: RestoreVersion,
  async run({ ctx, tx, input }) {
    const document = await openDocument(tx, ctx, input.slug);
    const version = await tx.designVersion.findUnique({
      where: { documentId_number: { documentId: document.id, number: input.number } },
    });
    if (version === null) throw notFound(`Version ${input.number}`);
    const { count } = await tx.designDocument.updateMany({
      where: { id: document.id, revision: input.baseRevision },
      data: { revision: { increment: 1 } },
    });
    if (count === 0)
      throw conflict("The document changed after you opened it. Reload, look at the difference, then restore.");
    const updatedById = personOf(ctx);
    const rows = await tx.designSection.findMany({ where: { documentId: document.id } });
    const changed: string[] = [];
    for (const { key, body, fields } of Snapshot.parse(version.sections)) {
      const row = rows.find((section) => section.key === key);
      const contentHash = hashContent({ body, fields });
      if (row === undefined || row.contentHash === contentHash) continue;
      changed.push(key);
      await tx.designSection.update({
        where: { id: row.id },
        data: { body, fields, contentHash, updatedById, revision: { increment: 1 } },
      });
    }
    const number = await keepVersion(
      tx,
      ctx,
      { id: document.id, revision: input.baseRevision + 1 },
      `Restored version ${input.number}`,
    );
    await factsChanged(tx, ctx, document.integrationId);
    return {
      value: { number, changed },
      audit: {
        entityType: "design_document",
        entityId: document.id,
        label: document.name,
        integrationId: document.integrationId,
        before: { revision: input.baseRevision },
        after: { revision: input.baseRevision + 1, restored: input.number, changed },
      },
    };
  },
});
