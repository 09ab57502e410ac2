import { mutation } from "#lib/core/mutation.ts";
import { endSessionsOf, memberOf, refuseLastAdmin, revokeTokensOf } from "./_private.ts";
import { MemberRef } from "./schema.ts";

/** The account stays, so that the audit log keeps its names; the membership, sessions and tokens here go. */
export const removeMember = mutation({
  name: "member.remove",
  permission: "members:write",
  input: MemberRef,
  async run({ ctx, tx, input }) {
    const member = await memberOf(tx, ctx, input.userId);
    if (member.role === "admin") await refuseLastAdmin(tx, ctx, input.userId);
    await tx.membership.delete({ where: { id: member.id } });
    const endedSessions = await endSessionsOf(tx, ctx, input.userId);
    const revokedTokens = await revokeTokensOf(tx, ctx, input.userId);
    return {
      value: { userId: input.userId },
      audit: {
        entityType: "member",
        entityId: input.userId,
        label: member.user.email,
        before: { role: member.role },
        after: { endedSessions, revokedTokens },
      },
    };
  },
});
