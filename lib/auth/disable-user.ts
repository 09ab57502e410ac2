import type { Ctx } from "#lib/core/ctx.ts";
import { precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { endSessionsOf, memberOf, refuseLastAdmin, revokeTokensOf } from "./_private.ts";
import { MemberRef } from "./schema.ts";

/** An account belongs to the instance: who is in several workspaces is removed from one, not disabled by it. */
async function refuseShared(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const elsewhere = await tx.membership.count({ where: { userId, workspaceId: { not: ctx.workspaceId } } });
  if (elsewhere > 0)
    throw precondition("This account cannot be disabled from here. Remove the member from this workspace instead.");
}

export const disableUser = mutation({
  name: "user.disable",
  permission: "members:write",
  input: MemberRef,
  async run({ ctx, tx, input }) {
    const member = await memberOf(tx, ctx, input.userId);
    await refuseShared(tx, ctx, input.userId);
    if (member.role === "admin") await refuseLastAdmin(tx, ctx, input.userId);
    const disabledAt = member.user.disabledAt ?? ctx.now();
    await tx.user.update({ where: { id: input.userId }, data: { disabledAt } });
    const endedSessions = await endSessionsOf(tx, ctx, input.userId);
    const revokedTokens = await revokeTokensOf(tx, ctx, input.userId);
    return {
      value: { userId: input.userId, disabledAt },
      audit: {
        entityType: "user",
        entityId: input.userId,
        label: member.user.email,
        before: { disabled: member.user.disabledAt !== null },
        after: { disabled: true, endedSessions, revokedTokens },
      },
    };
  },
});

export const enableUser = mutation({
  name: "user.enable",
  permission: "members:write",
  input: MemberRef,
  async run({ ctx, tx, input }) {
    const member = await memberOf(tx, ctx, input.userId);
    await refuseShared(tx, ctx, input.userId);
    await tx.user.update({ where: { id: input.userId }, data: { disabledAt: null } });
    return {
      value: { userId: input.userId },
      audit: {
        entityType: "user",
        entityId: input.userId,
        label: member.user.email,
        before: { disabled: member.user.disabledAt !== null },
        after: { disabled: false },
      },
    };
  },
});
