import { newId } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";
import type { SessionClaims } from "./find-session.ts";

export type SignInMethod = "password" | "oidc" | "invitation";

const LASTS_MS = 7 * 86_400_000;

/** One row a device. The cookie made from the answer is worth something only while the row and the version live. */
export async function startSession(
  tx: Tx,
  userId: string,
  device: { method: SignInMethod; userAgent: string | null; now: Date },
): Promise<SessionClaims> {
  const user = await tx.user.update({ where: { id: userId }, data: { lastSignInAt: device.now } });
  const { id } = await tx.userSession.create({
    data: {
      id: newId(),
      userId,
      version: user.sessionVersion,
      method: device.method,
      userAgent: device.userAgent?.slice(0, 300) ?? null,
      expiresAt: new Date(device.now.getTime() + LASTS_MS),
    },
  });
  return { userId, sessionId: id, version: user.sessionVersion };
}
