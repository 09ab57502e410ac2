import { AppError, conflict, notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openDocument, readFields } from "./_private.ts";
import { findOutlineSection } from "./outlines/catalogue.ts";
import { missingIn } from "./policy.ts";
import { ReviewSection } from "./schema.ts";

/** A second person approves exactly the text they read; the next change of it takes the approval back. */
export const reviewSection = mutation({
  name: "design.review_section",
  permission: "gates:request",
  input: ReviewSection,
  async run({ ctx, tx, input }) {
    const document = await openDocument(tx, ctx, input.slug);
    const row = await tx.designSection.findUnique({
      where: { documentId_key: { documentId: document.id, key: input.key } },
    });
    if (row === null) throw notFound("The section");
    if (ctx.actor.kind !== "user")
      throw new AppError("forbidden", "A section is approved by a person who has read it.");
    if (row.updatedById === ctx.actor.id)
      throw new AppError("forbidden", "You wrote this section. Another person has to approve it.");
    if (row.contentHash !== input.contentHash)
      throw conflict("The section changed after you opened it. Read it again, then approve.");
    const content = { body: row.body, fields: readFields(row.fields) };
    const missing = missingIn(findOutlineSection(document.outlineKey, row.key), content);
    if (missing.length > 0) throw precondition(`${row.title} is not filled yet. ${missing.join(" ")}`);
    const after = { reviewedHash: row.contentHash, reviewedById: ctx.actor.id, reviewedAt: ctx.now() };
    await tx.designSection.update({ where: { id: row.id }, data: after });
    await factsChanged(tx, ctx, document.integrationId);
    return {
      value: { key: row.key, reviewedAt: after.reviewedAt.toISOString() },
      audit: {
        entityType: "design_section",
        entityId: row.id,
        label: row.title,
        integrationId: document.integrationId,
        before: { reviewedHash: row.reviewedHash },
        after: { reviewedHash: row.contentHash },
      },
    };
  },
});
