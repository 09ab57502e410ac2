import type { Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { SectionFields } from "#lib/designs/schema.ts";
import { getIntegration } from "#lib/integrations/queries.ts";
import { getErrorPolicy, listDecisions } from "#lib/integrations/record-queries.ts";
import type { WorkspaceFile } from "./schema.ts";

type IntegrationPart = WorkspaceFile["integrations"][number];

/** Every integration that is not archived, with its design, its records and who owns it. */
export async function readIntegrations(ctx: Ctx): Promise<IntegrationPart[]> {
  const rows = await db().integration.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: { slug: "asc" },
    select: { id: true, slug: true, owners: true },
  });
  const parts: IntegrationPart[] = [];
  for (const { id, slug, owners } of rows) parts.push(await readOne(ctx, { id, slug, owners }));
  return parts;
}

async function readOne(
  ctx: Ctx,
  row: { id: string; slug: string; owners: { userId: string; discipline: string }[] },
): Promise<IntegrationPart> {
  const integration = await getIntegration(ctx, row.slug);
  const errorPolicy = await getErrorPolicy(ctx, row.slug);
  const decisions = await listDecisions(ctx, row.slug);
  const users = await db().user.findMany({ where: { id: { in: row.owners.map((owner) => owner.userId) } } });
  const email = new Map(users.map((user) => [user.id, user.email]));
  const sections = await db().designSection.findMany({
    where: { workspaceId: ctx.workspaceId, document: { integrationId: row.id } },
    orderBy: { position: "asc" },
  });
  return {
    slug: integration.slug,
    name: integration.name,
    kind: integration.kind,
    description: integration.description,
    provider: integration.provider ?? "",
    pattern: integration.pattern,
    systems: integration.systems.map(({ id: _, ...system }) => system),
    flows: integration.flows.map(({ id: _, fromId: _from, toId: _to, ...flow }) => flow),
    owners: row.owners.flatMap(({ userId, discipline }) => {
      const address = email.get(userId);
      return address === undefined ? [] : [{ email: address, discipline }];
    }),
    sections: sections
      .map(({ key, body, fields }) => ({ key, body, fields: SectionFields.parse(fields) }))
      .filter((section) => section.body !== "" || Object.keys(section.fields).length > 0),
    errorPolicy: errorPolicy.classes,
    decisions: decisions
      .filter((decision) => decision.status === "proposed" || decision.status === "accepted")
      .map(({ topic, title, context, options, choice, rationale, consequences, confirmation }) => ({
        topic,
        title,
        context,
        options,
        choice,
        rationale,
        consequences,
        confirmation,
      })),
  };
}
