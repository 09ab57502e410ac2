import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation, parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { sha256 } from "./_private.ts";
import { checkPassword, hashPassword } from "./password.ts";
import { AcceptInvitation, NewPassword } from "./schema.ts";
import type { Visitor } from "./sign-in.ts";
import { startSession } from "./start-session.ts";
import { countTry } from "./throttle.ts";

const open = (now: Date) => ({ acceptedAt: null, revokedAt: null, expiresAt: { gt: now } });

export type OpenInvitation = { email: string; role: string; workspace: string; hasAccount: boolean; expiresAt: Date };

/** What the holder of the link may see before he accepts; null for unknown, used, revoked and expired alike. */
export async function findInvitation(token: string, now: Date): Promise<OpenInvitation | null> {
  const row = await db().invitation.findFirst({ where: { tokenHash: sha256(token), ...open(now) } });
  if (row === null) return null;
  const [workspace, user] = await Promise.all([
    db().workspace.findUniqueOrThrow({ where: { id: row.workspaceId } }),
    db().user.findUnique({ where: { email: row.email } }),
  ]);
  const { email, role, expiresAt } = row;
  return { email, role, expiresAt, workspace: workspace.name, hasAccount: user !== null };
}

/** The newcomer acts as himself from the first row on: the link says in which workspace and as what. */
export const acceptInvitation = mutation({
  name: "invitation.accept",
  permission: "workspace:read",
  input: AcceptInvitation,
  async run({ ctx, tx, input }) {
    const { workspaceId } = ctx;
    const row = await tx.invitation.findFirst({
      where: { tokenHash: sha256(input.token), workspaceId, ...open(ctx.now()) },
    });
    if (row === null) throw notFound("This invitation");
    const taken = await tx.invitation.updateMany({
      where: { id: row.id, acceptedAt: null },
      data: { acceptedAt: ctx.now() },
    });
    if (taken.count === 0) throw notFound("This invitation");
    const known = await tx.user.findUnique({ where: { email: row.email } });
    const userId = known?.id ?? ctx.actor.id;
    if (known === null) {
      const password = NewPassword.safeParse(input.password);
      if (!password.success)
        throw invalid("Choose another password.", { password: password.error.issues.map((issue) => issue.message) });
      const passwordHash = await hashPassword(password.data);
      const name = input.name ?? row.email.split("@")[0] ?? row.email;
      await tx.user.create({ data: { id: userId, email: row.email, name, passwordHash } });
    } else if (known.disabledAt !== null || !(await checkPassword(known.passwordHash, input.password))) {
      throw new AppError("unauthenticated", "You have an account here. Use the password of that account.", {
        fields: { password: ["This is not the password of your account."] },
      });
    }
    await tx.membership.create({ data: { id: newId(), workspaceId, userId, role: row.role } });
    return {
      value: { userId, workspaceId },
      audit: { entityType: "invitation", entityId: row.id, label: row.email, after: { role: row.role, userId } },
    };
  },
});

/** From a link in a browser to a session: finds whose workspace it is, accepts as the newcomer, signs him in. */
export async function enterByInvitation(raw: unknown, visitor: Visitor) {
  const input = parseInput(AcceptInvitation, raw);
  const row = await db().invitation.findFirst({ where: { tokenHash: sha256(input.token), ...open(visitor.now) } });
  if (row === null) throw notFound("This invitation");
  const known = await db().user.findUnique({ where: { email: row.email }, select: { id: true } });
  const attempt = await countTry({ email: row.email, address: visitor.address, knownDevice: true });
  const actor: Ctx["actor"] = { kind: "user", id: known?.id ?? newId(), role: row.role, label: row.email };
  const { workspaceId } = row;
  const { traceId, log, now } = visitor;
  const { userId } = await acceptInvitation({ workspaceId, actor, traceId, log, now: () => now }, input);
  await attempt.forgive();
  const { userAgent } = visitor;
  return withTransaction((tx) => startSession(tx, userId, { method: "invitation", userAgent, now }));
}
