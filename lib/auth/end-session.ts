import { authorize } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { EndSession } from "./schema.ts";

/** Your own, or as an admin that of a member. It ends at the next request: nothing remembers sessions. */
export const endSession = mutation({
  name: "session.end",
  permission: "workspace:read",
  input: EndSession,
  async run({ ctx, tx, input }) {
    const session = await tx.userSession.findFirst({
      where: { id: input.sessionId, user: { memberships: { some: { workspaceId: ctx.workspaceId } } } },
      include: { user: { select: { email: true } } },
    });
    if (session === null) throw notFound("This session");
    if (ctx.actor.kind !== "user" || session.userId !== ctx.actor.id) authorize(ctx, "members:write");
    if (session.endedAt === null)
      await tx.userSession.update({ where: { id: session.id }, data: { endedAt: ctx.now() } });
    return {
      value: { sessionId: session.id },
      audit: { entityType: "user_session", entityId: session.id, label: session.user.email },
    };
  },
});
