import type { Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { saveSection } from "#lib/designs/save-section.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { proposeDecision } from "#lib/integrations/decide.ts";
import { getErrorPolicy } from "#lib/integrations/record-queries.ts";
import { saveErrorPolicy } from "#lib/integrations/save-error-policy.ts";
import type { WorkspaceFile } from "./schema.ts";

/** Decisions arrive as proposals: that somebody accepted them elsewhere is not evidence here. */
export async function importIntegration(ctx: Ctx, part: WorkspaceFile["integrations"][number]): Promise<void> {
  const { slug, pattern, owners, sections, errorPolicy, decisions, ...fields } = part;
  const deviation = decisions.find((decision) => decision.topic === "pattern");
  const members = await db().membership.findMany({
    where: { workspaceId: ctx.workspaceId, user: { email: { in: owners.map((owner) => owner.email) } } },
    select: { userId: true, user: { select: { email: true } } },
  });
  const userOf = new Map(members.map((member) => [member.user.email, member.userId]));
  const { id: integrationId } = await startIntegration(ctx, {
    ...fields,
    slug,
    ...(pattern === null ? {} : { pattern }),
    ...(deviation === undefined
      ? {}
      : { deviation: { rationale: deviation["rationale"], consequences: deviation["consequences"] } }),
    owners: owners.flatMap(({ email, discipline }) => {
      const userId = userOf.get(email);
      return userId === undefined ? [] : [{ userId, discipline }];
    }),
  });
  const fresh = await db().designSection.findMany({
    where: { workspaceId: ctx.workspaceId, document: { integrationId } },
    select: { key: true, revision: true },
  });
  const revisionOf = new Map(fresh.map((section) => [section.key, section.revision]));
  for (const section of sections) {
    const baseRevision = revisionOf.get(section.key);
    if (baseRevision !== undefined) await saveSection(ctx, { ...section, slug, baseRevision });
  }
  const { revision: baseRevision } = await getErrorPolicy(ctx, slug);
  await saveErrorPolicy(ctx, { slug, classes: errorPolicy, baseRevision });
  for (const decision of decisions) {
    if (decision !== deviation) await proposeDecision(ctx, { ...decision, slug });
  }
}
