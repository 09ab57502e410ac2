import type { Permission } from "#lib/auth/permissions.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import type { Environment, Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";

export type DestinationRow = Prisma.DestinationGetPayload<{ include: { runtime: true } }>;

export function writePermission({ environment }: { environment: Environment }): Permission {
  return environment === "live" ? "webhooks:write-live" : "webhooks:write-test";
}

/** A destination of this workspace. A drill's own is not for people: it alone may point at this machine. */
export async function loadDestination(tx: Tx, ctx: Ctx, id: string): Promise<DestinationRow> {
  const row = await tx.destination.findFirst({
    where: { id, workspaceId: ctx.workspaceId, deletedAt: null, isDrill: false },
    include: { runtime: true },
  });
  if (row === null) throw notFound("This destination");
  return row;
}

export async function loadWritable(tx: Tx, ctx: Ctx, id: string): Promise<DestinationRow> {
  const row = await loadDestination(tx, ctx, id);
  authorize(ctx, writePermission(row));
  return row;
}

export async function integrationIdOf(tx: Tx, ctx: Ctx, slug: string | undefined): Promise<string | null> {
  if (slug === undefined) return null;
  const row = await tx.integration.findFirst({
    where: { slug, workspaceId: ctx.workspaceId, archivedAt: null },
    select: { id: true },
  });
  if (row === null) throw notFound(`The integration "${slug}"`);
  return row.id;
}

/** What the audit log keeps of a destination: its settings, and no secret. */
export function destinationAudit(row: Prisma.DestinationGetPayload<object>) {
  const { name, url, environment, status, retrySchedule, timeoutMs, headers } = row;
  return { name, url, environment, status, retrySchedule, timeoutMs, headerNames: Object.keys(headers ?? {}) };
}

export function aboutDestination(row: Prisma.DestinationGetPayload<object>) {
  const { id, name, integrationId, environment } = row;
  return { entityType: "destination", entityId: id, label: name, integrationId, environment };
}
