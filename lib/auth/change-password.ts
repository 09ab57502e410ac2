import { invalid, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { endSessionsOf } from "./_private.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { ChangePassword } from "./schema.ts";

/** Your own, with the old one as proof. Every session ends, this one too: the new password opens the next. */
export const changePassword = mutation({
  name: "user.change_password",
  permission: "workspace:read",
  input: ChangePassword,
  async run({ ctx, tx, input }) {
    if (ctx.actor.kind !== "user") throw precondition("Only a person has a password. Sign in to change yours.");
    const user = await tx.user.findUniqueOrThrow({ where: { id: ctx.actor.id } });
    if (user.passwordHash === null)
      throw precondition("You sign in through single sign-on, so there is no password here to change.");
    if (!(await checkPassword(user.passwordHash, input.current)))
      throw invalid("Check your current password.", { current: ["This is not your current password."] });
    await tx.user.update({ where: { id: user.id }, data: { passwordHash: await hashPassword(input.password) } });
    const endedSessions = await endSessionsOf(tx, ctx, user.id);
    return {
      value: { endedSessions },
      audit: { entityType: "user", entityId: user.id, label: user.email, after: { endedSessions } },
    };
  },
});
