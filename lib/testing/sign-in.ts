import { startSession } from "#lib/auth/start-session.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { instanceCookieName, sealSession } from "#lib/web/session-cookie.ts";

/**
 * The cookie of a signed-in user, for a browser context or a fetch against the instance whose INTERLOCK_HOME,
 * PUBLIC_URL and database this process shares.
 */
export async function sessionCookie(userId: string): Promise<{ name: string; value: string }> {
  const claims = await withTransaction((tx) =>
    startSession(tx, userId, { method: "password", userAgent: "test", now: new Date() }),
  );
  return { name: instanceCookieName("session"), value: await sealSession(claims) };
}
