import type { Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound, precondition } from "#lib/core/errors.ts";
import type { Tx } from "#lib/db/tx.ts";

/** The integration a verb is about; an archived one is read-only. */
export async function openIntegration(tx: Tx, ctx: Ctx, slug: string) {
  const row = await tx.integration.findUnique({ where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } } });
  if (row === null) throw notFound("The integration");
  if (row.archivedAt !== null) throw precondition(`${row.name} is archived. Restore it before you change it.`);
  return row;
}

export async function openIntegrationById(tx: Tx, ctx: Ctx, id: string) {
  const row = await tx.integration.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (row === null) throw notFound("The integration");
  if (row.archivedAt !== null) throw precondition(`${row.name} is archived. Restore it before you change it.`);
  return row;
}

export async function requireMember(tx: Tx, ctx: Ctx, userId: string, field: string): Promise<void> {
  const row = await tx.membership.findFirst({ where: { workspaceId: ctx.workspaceId, userId } });
  if (row === null)
    throw invalid("That person is not a member of this workspace.", {
      [field]: ["Choose a member of this workspace."],
    });
}

/** Only people author records; a token or the system leaves the column empty. */
export function userIdOf(ctx: Ctx): string | null {
  return ctx.actor.kind === "user" ? ctx.actor.id : null;
}
