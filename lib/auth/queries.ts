import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import type { InvitationDto, MemberDto, SessionDto, TokenDto } from "./schema.ts";

const HOURS_8 = 8 * 3_600_000;

function alive(now: Date) {
  return { endedAt: null, expiresAt: { gt: now }, lastSeenAt: { gt: new Date(now.getTime() - HOURS_8) } };
}

export async function listMembers(ctx: Ctx): Promise<MemberDto[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().membership.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: 500,
    include: { user: { include: { sessions: { where: alive(ctx.now()), select: { id: true } } } } },
  });
  return rows.map(({ user, role, disciplines, createdAt }) => ({
    userId: user.id,
    email: user.email,
    name: user.name,
    role,
    disciplines,
    disabledAt: user.disabledAt,
    lastSignInAt: user.lastSignInAt,
    joinedAt: createdAt,
    liveSessions: user.sessions.length,
    signsInWith: [
      ...(user.passwordHash === null ? [] : (["password"] as const)),
      ...(user.oidcSubject === null ? [] : (["single sign-on"] as const)),
    ],
  }));
}

/** Who is asked for and has not come yet. */
export async function listInvitations(ctx: Ctx): Promise<InvitationDto[]> {
  authorize(ctx, "members:write");
  return db().invitation.findMany({
    where: { workspaceId: ctx.workspaceId, acceptedAt: null, revokedAt: null, expiresAt: { gt: ctx.now() } },
    orderBy: { createdAt: "desc" },
    take: 200,
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });
}

export async function listTokens(ctx: Ctx): Promise<TokenDto[]> {
  authorize(ctx, "tokens:write");
  return db().apiToken.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: { createdAt: "desc" },
    take: 200,
    select: {
      id: true,
      name: true,
      scope: true,
      role: true,
      environment: true,
      lastFour: true,
      createdAt: true,
      expiresAt: true,
      lastUsedAt: true,
      revokedAt: true,
    },
  });
}

/** The actor's own live sessions, the newest use first. */
export async function listOwnSessions(ctx: Ctx): Promise<SessionDto[]> {
  authorize(ctx, "workspace:read");
  if (ctx.actor.kind !== "user") return [];
  return db().userSession.findMany({
    where: { userId: ctx.actor.id, ...alive(ctx.now()) },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
    select: { id: true, method: true, userAgent: true, createdAt: true, lastSeenAt: true, expiresAt: true },
  });
}

/** Whether the actor has a password here at all. */
export async function hasPassword(ctx: Ctx): Promise<boolean> {
  authorize(ctx, "workspace:read");
  const user = await db().user.findUnique({ where: { id: ctx.actor.id }, select: { passwordHash: true } });
  return user !== null && user.passwordHash !== null;
}
