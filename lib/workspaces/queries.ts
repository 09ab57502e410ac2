import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { type OwnWorkspaceDto, WorkspacePolicies } from "./schema.ts";

export type WorkspaceDto = { id: string; slug: string; name: string; isDemo: boolean; policies: WorkspacePolicies };

export async function getWorkspace(ctx: Ctx, from: Tx = db()): Promise<WorkspaceDto> {
  authorize(ctx, "workspace:read");
  const row = await from.workspace.findUnique({ where: { id: ctx.workspaceId } });
  if (row === null) throw notFound("This workspace");
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    isDemo: row.isDemo,
    policies: WorkspacePolicies.parse(row.policies),
  };
}

/** Every workspace that the person behind this context belongs to. A token belongs to one alone. */
export async function listOwnWorkspaces(ctx: Ctx): Promise<OwnWorkspaceDto[]> {
  authorize(ctx, "workspace:read");
  if (ctx.actor.kind !== "user") return [];
  const rows = await db().membership.findMany({
    where: { userId: ctx.actor.id },
    orderBy: { workspace: { name: "asc" } },
    select: { role: true, workspaceId: true, workspace: { select: { slug: true, name: true, isDemo: true } } },
  });
  return rows.map(({ role, workspaceId, workspace }) => ({
    ...workspace,
    role,
    here: workspaceId === ctx.workspaceId,
  }));
}
