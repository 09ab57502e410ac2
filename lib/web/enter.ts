import "server-only";
import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import type { SessionClaims } from "#lib/auth/find-session.ts";
import type { Visitor } from "#lib/auth/sign-in.ts";
import { addressOf } from "./request.ts";
import { webLog } from "./session.ts";
import { authSecret, cookieOptions, instanceCookieName, SESSION_SECONDS, sealSession } from "./session-cookie.ts";

const DEVICE_SECONDS = 180 * 86_400;
/** A sealed device cookie can never be read as a session: its key is derived with another salt. */
const DEVICE_SALT = "interlock-device";

/** Gives the browser its session, and remembers that this account was here before. */
export async function setSessionCookies(claims: SessionClaims): Promise<void> {
  const jar = await cookies();
  jar.set(instanceCookieName("session"), await sealSession(claims), cookieOptions(SESSION_SECONDS));
  const device = await encode({
    token: { sub: claims.userId },
    secret: authSecret(),
    salt: DEVICE_SALT,
    maxAge: DEVICE_SECONDS,
  });
  jar.set(instanceCookieName("device"), device, cookieOptions(DEVICE_SECONDS));
}

export async function clearSessionCookie(): Promise<void> {
  (await cookies()).set(instanceCookieName("session"), "", cookieOptions(0));
}

export async function visitorOf(headers: Headers, traceId: string): Promise<Visitor> {
  const sealed = (await cookies()).get(instanceCookieName("device"))?.value;
  const device =
    sealed === undefined
      ? null
      : await decode({ token: sealed, secret: authSecret(), salt: DEVICE_SALT }).catch(() => null);
  return {
    address: addressOf(headers),
    userAgent: headers.get("user-agent"),
    knownUserId: device?.sub ?? null,
    traceId,
    log: webLog,
    now: new Date(),
  };
}
