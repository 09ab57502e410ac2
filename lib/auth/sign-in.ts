import { writeAudit } from "#lib/audit/write.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { db } from "#lib/db/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import type { Log } from "#lib/log/logger.ts";
import { counter } from "#lib/log/metrics.ts";
import type { SessionClaims } from "./find-session.ts";
import { checkPassword } from "./password.ts";
import { SignIn } from "./schema.ts";
import { type SignInMethod, startSession } from "./start-session.ts";
import { countTry } from "./throttle.ts";

export type Visitor = {
  address: string;
  userAgent: string | null;
  /** The user whom this browser signed in as before, from its own sealed cookie. */
  knownUserId: string | null;
  traceId: string;
  log: Log;
  now: Date;
};

const loginAttempts = counter({
  name: "icr_login_attempts_total",
  help: "Sign-ins by how they ended: the method that worked, refused, or throttled.",
  labelNames: ["outcome"],
});

/** The same words, the same work and the same counting, whether the account exists or not. */
export async function signInWithPassword(raw: unknown, visitor: Visitor): Promise<SessionClaims> {
  const { email, password } = parseInput(SignIn, raw);
  const user = await db().user.findUnique({
    where: { email },
    select: { id: true, passwordHash: true, disabledAt: true, memberships: { select: { id: true }, take: 1 } },
  });
  const knownDevice = user !== null && user.id === visitor.knownUserId;
  const attempt = await countTry({ email, address: visitor.address, knownDevice }).catch((error: unknown) => {
    loginAttempts.inc({ outcome: "throttled" });
    throw error;
  });
  try {
    const matches = await checkPassword(user?.passwordHash, password);
    if (!matches || user === null || user.disabledAt !== null || user.memberships.length === 0) {
      visitor.log.warn({ event: "session.refused", address: visitor.address, method: "password" });
      loginAttempts.inc({ outcome: "refused" });
      throw mismatch(attempt.left);
    }
    await attempt.forgive();
    return await enter(user.id, "password", visitor);
  } finally {
    attempt.release();
  }
}

function mismatch(left: number): AppError {
  const then =
    left <= 0
      ? "There is now a pause of 15 minutes."
      : left <= 5
        ? `${left} ${left === 1 ? "try is" : "tries are"} left before a 15 minute pause.`
        : "Check both and try again.";
  return new AppError("unauthenticated", `E-mail and password do not match. ${then}`);
}

/** A session for someone who has proven who he is, and the row that says so in his first workspace's log. */
export async function enter(userId: string, method: SignInMethod, visitor: Visitor): Promise<SessionClaims> {
  return withTransaction(async (tx) => {
    const claims = await startSession(tx, userId, { method, userAgent: visitor.userAgent, now: visitor.now });
    const member = await tx.membership.findFirst({
      where: { userId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      include: { user: { select: { email: true } } },
    });
    if (member === null) throw new AppError("forbidden", "You are in no workspace. Ask an admin to invite you.");
    const ctx: Ctx = {
      workspaceId: member.workspaceId,
      actor: { kind: "user", id: userId, role: member.role, label: member.user.email },
      traceId: visitor.traceId,
      log: visitor.log,
      now: () => visitor.now,
    };
    await writeAudit(tx, ctx, {
      action: "session.start",
      entityType: "user_session",
      entityId: claims.sessionId,
      label: member.user.email,
      after: { method },
    });
    visitor.log.info({ event: "session.start", userId, method });
    loginAttempts.inc({ outcome: method });
    return claims;
  });
}
