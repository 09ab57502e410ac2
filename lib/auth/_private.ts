import { createHash } from "node:crypto";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, notFound, precondition } from "#lib/core/errors.ts";
import type { Tx } from "#lib/db/tx.ts";
import { allows, PERMISSIONS, type Role } from "./permissions.ts";

export function sha256(plain: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(plain).digest());
}

export async function memberOf(tx: Tx, ctx: Ctx, userId: string) {
  const member = await tx.membership.findFirst({
    where: { workspaceId: ctx.workspaceId, userId },
    include: { user: { select: { email: true, name: true, disabledAt: true } } },
  });
  if (member === null) throw notFound("This member");
  return member;
}

/** Bumping the version ends every session at its next request; the rows say when, for people to read. */
export async function endSessionsOf(tx: Tx, ctx: Ctx, userId: string, except?: string): Promise<number> {
  const { count } = await tx.userSession.updateMany({
    where: { userId, endedAt: null, ...(except === undefined ? {} : { id: { not: except } }) },
    data: { endedAt: ctx.now() },
  });
  const { sessionVersion } = await tx.user.update({
    where: { id: userId },
    data: { sessionVersion: { increment: 1 } },
    select: { sessionVersion: true },
  });
  if (except !== undefined)
    await tx.userSession.updateMany({
      where: { id: except, userId, endedAt: null },
      data: { version: sessionVersion },
    });
  return count;
}

/** Locks the workspace's admins, so that two of them cannot both leave at once. */
export async function refuseLastAdmin(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const admins = await tx.$queryRaw<{ user_id: string }[]>`
    select m.user_id from membership m join "user" u on u.id = m.user_id
    where m.workspace_id = ${ctx.workspaceId}::uuid and m.role = 'admin' and u.disabled_at is null
    order by m.id for update of m`;
  if (admins.length === 1 && admins[0]?.user_id === userId)
    throw precondition("This is the last admin of the workspace. Make somebody else an admin first.");
}

/** Nobody gives away more than he holds: every permission of the role must be his own. */
export function refuseMoreThanOwn(ctx: Ctx, role: Role): void {
  const { actor } = ctx;
  if (!("role" in actor)) return;
  const beyond = PERMISSIONS.find((permission) => allows(role, permission) && !allows(actor.role, permission));
  if (beyond === undefined) return;
  throw new AppError("forbidden", `The role ${role} holds "${beyond}", which yours does not. Choose a smaller role.`);
}

/** Tokens act for a person while he may: whoever leaves takes his tokens along. */
export async function revokeTokensOf(tx: Tx, ctx: Ctx, userId: string): Promise<number> {
  const { count } = await tx.apiToken.updateMany({
    where: { workspaceId: ctx.workspaceId, createdById: userId, revokedAt: null },
    data: { revokedAt: ctx.now() },
  });
  return count;
}
