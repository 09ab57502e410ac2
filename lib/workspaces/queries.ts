import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { WorkspacePolicies } from "./schema.ts";

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
