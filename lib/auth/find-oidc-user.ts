import { writeAudit } from "#lib/audit/write.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { Email } from "./schema.ts";
import type { Visitor } from "./sign-in.ts";

/** Who somebody is, is (issuer, subject). An e-mail address is only how an invitation finds him the first time. */
export type OidcIdentity = { issuer: string; subject: string; email?: string; emailVerified: boolean; name?: string };

/** The user of this identity, or null: nobody gets in because the provider knows him. */
export async function findOidcUser({ issuer, subject }: OidcIdentity): Promise<string | null> {
  const user = await db().user.findUnique({
    where: { oidcIssuer_oidcSubject: { oidcIssuer: issuer, oidcSubject: subject } },
    include: { memberships: { select: { id: true }, take: 1 } },
  });
  return user === null || user.disabledAt !== null || user.memberships.length === 0 ? null : user.id;
}

/** First sign-in: an open invitation to an address that the provider has verified binds the identity, once. */
export async function linkInvitedUser(identity: OidcIdentity, visitor: Visitor): Promise<string | null> {
  const email = Email.safeParse(identity.email);
  if (!identity.emailVerified || !email.success) return null;
  const { issuer: oidcIssuer, subject: oidcSubject } = identity;
  return withTransaction(async (tx) => {
    const open = { email: email.data, acceptedAt: null, revokedAt: null, expiresAt: { gt: visitor.now } };
    const invitation = await tx.invitation.findFirst({ where: open, orderBy: { createdAt: "desc" } });
    if (invitation === null) return null;
    const known = await tx.user.findUnique({ where: { email: email.data } });
    if (known !== null && (known.disabledAt !== null || known.oidcSubject !== null)) return null;
    const taken = await tx.invitation.updateMany({
      where: { id: invitation.id, acceptedAt: null },
      data: { acceptedAt: visitor.now },
    });
    if (taken.count === 0) return null;
    const id = known?.id ?? newId();
    const name = identity.name?.trim().slice(0, 80) || email.data.split("@")[0] || email.data;
    if (known === null) await tx.user.create({ data: { id, email: email.data, name, oidcIssuer, oidcSubject } });
    else await tx.user.update({ where: { id }, data: { oidcIssuer, oidcSubject } });
    const { workspaceId, role } = invitation;
    const member = { workspaceId_userId: { workspaceId, userId: id } };
    await tx.membership.upsert({
      where: member,
      create: { id: newId(), workspaceId, userId: id, role },
      update: {},
    });
    const { traceId, log, now } = visitor;
    const actor = { kind: "user", id, role, label: email.data } as const;
    await writeAudit(
      tx,
      { workspaceId, actor, traceId, log, now: () => now },
      {
        action: "invitation.accept",
        entityType: "invitation",
        entityId: invitation.id,
        label: email.data,
        after: { role, userId: id, identity: { issuer: oidcIssuer, subject: oidcSubject } },
      },
    );
    return id;
  });
}
