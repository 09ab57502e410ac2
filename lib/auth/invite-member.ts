import { HOUR } from "#lib/core/clock.ts";
import { conflict, notFound } from "#lib/core/errors.ts";
import { newId, randomToken } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { env } from "#lib/env.ts";
import { refuseMoreThanOwn, sha256 } from "./_private.ts";
import { InviteMember, RevokeInvitation } from "./schema.ts";

/** An hour, once, 256 bits, kept only as a hash: the link is shown to the admin who passes it on. */
const LASTS_MS = HOUR;

export const inviteMember = mutation({
  name: "invitation.create",
  permission: "members:write",
  input: InviteMember,
  async run({ ctx, tx, input }) {
    refuseMoreThanOwn(ctx, input.role);
    const { workspaceId } = ctx;
    const member = await tx.membership.findFirst({ where: { workspaceId, user: { email: input.email } } });
    if (member !== null) throw conflict(`${input.email} is a member already. Change the role on the members page.`);
    const open = { workspaceId, email: input.email, acceptedAt: null, revokedAt: null };
    await tx.invitation.updateMany({ where: open, data: { revokedAt: ctx.now() } });
    const token = randomToken("ili_");
    const row = await tx.invitation.create({
      data: {
        id: newId(),
        workspaceId,
        email: input.email,
        role: input.role,
        tokenHash: sha256(token),
        createdById: ctx.actor.id,
        expiresAt: new Date(ctx.now().getTime() + LASTS_MS),
      },
    });
    return {
      value: { id: row.id, email: row.email, url: `${env().PUBLIC_URL}/invite/${token}`, expiresAt: row.expiresAt },
      audit: { entityType: "invitation", entityId: row.id, label: row.email, after: { role: row.role } },
    };
  },
});

export const revokeInvitation = mutation({
  name: "invitation.revoke",
  permission: "members:write",
  input: RevokeInvitation,
  async run({ ctx, tx, input }) {
    const where = { id: input.invitationId, workspaceId: ctx.workspaceId, acceptedAt: null };
    const row = await tx.invitation.findFirst({ where });
    if (row === null) throw notFound("This invitation");
    await tx.invitation.update({ where: { id: row.id }, data: { revokedAt: row.revokedAt ?? ctx.now() } });
    return {
      value: { id: row.id },
      audit: { entityType: "invitation", entityId: row.id, label: row.email, before: { role: row.role } },
    };
  },
});
