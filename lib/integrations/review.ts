import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, conflict, invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration, openIntegrationById, requireMember, userIdOf } from "./_private.ts";
import { FinishReview, ScheduleReview, StartReview } from "./schema.ts";

export const scheduleReview = mutation({
  name: "review.schedule",
  permission: "designs:write",
  input: ScheduleReview,
  async run({ ctx, tx, input }) {
    const integration = await openIntegration(tx, ctx, input.slug);
    const authorId = userIdOf(ctx);
    if (authorId === null)
      throw new AppError("forbidden", "A review is asked for by a person. Sign in and schedule it there.");
    if (input.reviewerId === authorId)
      throw invalid("You cannot review what you wrote.", { reviewerId: ["Choose another person."] });
    await requireMember(tx, ctx, input.reviewerId, "reviewerId");
    if (input.scheduledFor < ctx.now().toISOString().slice(0, 10))
      throw invalid("That day has passed.", { scheduledFor: ["Choose today or a later day."] });
    const id = newId();
    const after = { kind: input.kind, scheduledFor: input.scheduledFor, reviewerId: input.reviewerId };
    await tx.review.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        integrationId: integration.id,
        authorId,
        ...after,
        scheduledFor: new Date(`${input.scheduledFor}T00:00:00Z`),
      },
    });
    await factsChanged(tx, ctx, integration.id);
    return {
      value: { id, state: "scheduled" as const },
      audit: {
        entityType: "review",
        entityId: id,
        label: `${input.slug} ${input.kind}`,
        integrationId: integration.id,
        after,
      },
    };
  },
});

export const startReview = mutation({
  name: "review.start",
  permission: "gates:request",
  input: StartReview,
  async run({ ctx, tx, input }) {
    const { row, reviewerId } = await reviewOf(tx, ctx, input.reviewId);
    if (row.state !== "scheduled") throw conflict(`This review is ${row.state.replace("_", " ")} already.`);
    await tx.review.update({ where: { id: row.id }, data: { state: "in_progress", reviewerId } });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, state: "in_progress" as const },
      audit: {
        entityType: "review",
        entityId: row.id,
        label: row.kind,
        integrationId: row.integrationId,
        before: { state: row.state, reviewerId: row.reviewerId },
        after: { state: "in_progress", reviewerId },
      },
    };
  },
});

export const finishReview = mutation({
  name: "review.finish",
  permission: "gates:request",
  input: FinishReview,
  async run({ ctx, tx, input }) {
    const { row, reviewerId } = await reviewOf(tx, ctx, input.reviewId);
    if (row.state === "passed" || row.state === "failed")
      throw conflict(`This review ended as ${row.state}. Schedule another one.`);
    const after = { state: input.outcome, reviewerId, notes: input.notes, openHighFindings: input.openHighFindings };
    await tx.review.update({ where: { id: row.id }, data: { ...after, finishedAt: ctx.now() } });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, state: input.outcome },
      audit: {
        entityType: "review",
        entityId: row.id,
        label: row.kind,
        integrationId: row.integrationId,
        before: { state: row.state, reviewerId: row.reviewerId },
        after,
      },
    };
  },
});

/** Anyone but the author: whoever starts or ends it is the reviewer on record. */
async function reviewOf(tx: Tx, ctx: Ctx, id: string) {
  const row = await tx.review.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (row === null) throw notFound("The review");
  await openIntegrationById(tx, ctx, row.integrationId);
  const reviewerId = userIdOf(ctx);
  if (reviewerId === null) throw new AppError("forbidden", "A review is done by a person. Sign in and do it there.");
  if (reviewerId === row.authorId)
    throw new AppError("forbidden", "You asked for this review, so another person has to do it.");
  return { row, reviewerId };
}
