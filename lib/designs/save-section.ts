import { personOf } from "#lib/core/ctx.ts";
import { AppError, conflict, notFound } from "#lib/core/errors.ts";
import { mutation, none } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { keepVersion, openDocument, readFields } from "./_private.ts";
import { findOutlineSection } from "./outlines/catalogue.ts";
import { checkFields, hashContent } from "./policy.ts";
import { SaveSection, type SectionConflict } from "./schema.ts";

/** One autosave. A save that was based on an older revision is refused and answers with what is there now. */
export const saveSection = mutation({
  name: "design.save_section",
  permission: "designs:write",
  input: SaveSection,
  async run({ ctx, tx, input }) {
    const document = await openDocument(tx, ctx, input.slug);
    const where = { documentId_key: { documentId: document.id, key: input.key } };
    const before = await tx.designSection.findUnique({ where });
    if (before === null) throw notFound("The section");
    const fields = checkFields(findOutlineSection(document.outlineKey, input.key), input.fields);
    if (Object.keys(fields).length > 0)
      throw new AppError("invalid_input", `Check ${Object.keys(fields).join(", ")}; the rest stays as you typed it.`, {
        fields,
      });

    const contentHash = hashContent(input);
    const unchanged = {
      revision: before.revision,
      contentHash: before.contentHash,
      savedAt: before.updatedAt.toISOString(),
    };
    if (contentHash === before.contentHash) return { value: unchanged, audit: none("the same text was saved again") };
    const updatedById = personOf(ctx);
    const { count } = await tx.designSection.updateMany({
      where: { id: before.id, revision: input.baseRevision },
      data: { body: input.body, fields: input.fields, contentHash, updatedById, revision: { increment: 1 } },
    });
    if (count === 0) throw await staleSave();
    const { revision: documentRevision } = await tx.designDocument.update({
      where: { id: document.id },
      data: { revision: { increment: 1 } },
    });
    const version = await keepVersion(tx, ctx, { id: document.id, revision: documentRevision });
    await factsChanged(tx, ctx, document.integrationId);
    const revision = input.baseRevision + 1;
    return {
      value: { revision, contentHash, savedAt: ctx.now().toISOString() },
      audit: {
        entityType: "design_section",
        entityId: before.id,
        label: before.title,
        integrationId: document.integrationId,
        before: { revision: before.revision, contentHash: before.contentHash },
        after: { revision, contentHash, version, characters: input.body.length },
      },
    };

    async function staleSave() {
      const now = await tx.designSection.findUniqueOrThrow({ where });
      const author = now.updatedById === null ? null : await tx.user.findUnique({ where: { id: now.updatedById } });
      const theirs: SectionConflict = {
        revision: now.revision,
        body: now.body,
        fields: readFields(now.fields),
        by: author?.name ?? "Somebody else",
        at: now.updatedAt.toISOString(),
      };
      return conflict(
        `${theirs.by} changed this section while you wrote. Keep yours, use theirs, or join both; nothing is lost until you choose.`,
        theirs,
      );
    }
  },
});
