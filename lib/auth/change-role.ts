import { mutation } from "#lib/core/mutation.ts";
import { endSessionsOf, memberOf, refuseLastAdmin, refuseMoreThanOwn } from "./_private.ts";
import { ChangeRole } from "./schema.ts";

/** Ends the member's sessions: a page that is open must not go on showing what the old role could do. */
export const changeRole = mutation({
  name: "member.change_role",
  permission: "members:write",
  input: ChangeRole,
  async run({ ctx, tx, input }) {
    const member = await memberOf(tx, ctx, input.userId);
    refuseMoreThanOwn(ctx, input.role);
    if (member.role === "admin" && input.role !== "admin") await refuseLastAdmin(tx, ctx, input.userId);
    await tx.membership.update({ where: { id: member.id }, data: { role: input.role } });
    const ended = member.role === input.role ? 0 : await endSessionsOf(tx, ctx, input.userId);
    return {
      value: { userId: input.userId, role: input.role },
      audit: {
        entityType: "member",
        entityId: input.userId,
        label: member.user.email,
        before: { role: member.role },
        after: { role: input.role, endedSessions: ended },
      },
    };
  },
});
