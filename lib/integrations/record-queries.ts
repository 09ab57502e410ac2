import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import { NO_ERROR_POLICY, undecidedClasses } from "./policy.ts";
import { namesOf } from "./queries.ts";
import { type DecisionDto, ErrorClasses, type ErrorPolicyDto, type ReviewDto } from "./schema.ts";

async function integrationId(ctx: Ctx, slug: string): Promise<string> {
  authorize(ctx, "workspace:read");
  const row = await db().integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    select: { id: true },
  });
  if (row === null) throw notFound("The integration");
  return row.id;
}

/** Newest first; what waits for somebody is for the page to lift. */
export async function listDecisions(ctx: Ctx, slug: string): Promise<DecisionDto[]> {
  const rows = await db().decision.findMany({
    where: { workspaceId: ctx.workspaceId, integrationId: await integrationId(ctx, slug) },
    orderBy: { number: "desc" },
  });
  const names = await namesOf(rows.flatMap((row) => [row.authorId, row.decidedById]));
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    topic: row.topic,
    title: row.title,
    context: row.context,
    options: Array.isArray(row.options) ? row.options.map(String) : [],
    choice: row.choice,
    rationale: row.rationale,
    consequences: row.consequences,
    confirmation: row.confirmation,
    status: row.status,
    authorId: row.authorId,
    author: row.authorId === null ? null : (names.get(row.authorId) ?? "A former member"),
    decidedBy: row.decidedById === null ? null : (names.get(row.decidedById) ?? "A former member"),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  }));
}

export async function getErrorPolicy(ctx: Ctx, slug: string): Promise<ErrorPolicyDto> {
  const row = await db().errorPolicy.findFirst({
    where: { workspaceId: ctx.workspaceId, integrationId: await integrationId(ctx, slug) },
  });
  const parsed = ErrorClasses.safeParse(row?.classes);
  const classes = parsed.success ? parsed.data : NO_ERROR_POLICY;
  return {
    classes,
    revision: row?.revision ?? 0,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    undecided: undecidedClasses(classes),
  };
}

export async function listReviews(ctx: Ctx, slug: string): Promise<ReviewDto[]> {
  const rows = await db().review.findMany({
    where: { workspaceId: ctx.workspaceId, integrationId: await integrationId(ctx, slug) },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  const names = await namesOf(rows.flatMap((row) => [row.authorId, row.reviewerId]));
  const today = ctx.now().toISOString().slice(0, 10);
  return rows.map((row) => {
    const scheduledFor = row.scheduledFor.toISOString().slice(0, 10);
    return {
      id: row.id,
      kind: row.kind,
      scheduledFor,
      author: names.get(row.authorId) ?? "A former member",
      reviewerId: row.reviewerId,
      reviewer: names.get(row.reviewerId) ?? "A former member",
      state: row.state,
      overdue: row.state === "scheduled" && scheduledFor < today,
      notes: row.notes,
      openHighFindings: row.openHighFindings,
      finishedAt: row.finishedAt?.toISOString() ?? null,
    };
  });
}
