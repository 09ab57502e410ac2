import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { decode, encode } from "next-auth/jwt";
import type { SessionClaims } from "#lib/auth/find-session.ts";
import { env, homePath } from "#lib/env.ts";

/** A session lasts a week at most, and ends after eight hours without use (see `FIND_SESSION`). */
export const SESSION_SECONDS = 7 * 86_400;

let fromFile: string | undefined;

/** Signs and seals cookies. Generated once into INTERLOCK_HOME unless the environment gives one. */
export function authSecret(): string {
  const given = env().INTERLOCK_AUTH_SECRET ?? env().NEXTAUTH_SECRET;
  if (given !== undefined) return given;
  if (fromFile === undefined) {
    const file = homePath("auth-secret");
    try {
      writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
    } catch (error) {
      // Another process made it first; then that one counts.
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    fromFile = readFileSync(file, "utf8").trim();
  }
  return fromFile;
}

export function isHttps(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}

/** Cookies ignore ports: the name carries the instance, or two on one host would sign each other out. */
export function instanceCookieName(purpose: string): string {
  const instance = createHash("sha256").update(env().INTERLOCK_HOME).digest("hex").slice(0, 8);
  return `${isHttps() ? "__Host-" : ""}interlock-${purpose}-${instance}`;
}

export function cookieOptions(maxAge: number) {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps(), maxAge } as const;
}

/** The form that next-auth gives its own session token, so that both kinds of sign-in end in one cookie. */
export function sealSession(claims: SessionClaims): Promise<string> {
  return encode({
    token: { sub: claims.userId, sid: claims.sessionId, version: claims.version },
    secret: authSecret(),
    maxAge: SESSION_SECONDS,
  });
}

export async function openSession(cookie: string | undefined): Promise<SessionClaims | null> {
  if (cookie === undefined || cookie === "") return null;
  const token = await decode({ token: cookie, secret: authSecret() }).catch(() => null);
  if (typeof token?.sub !== "string" || typeof token.sid !== "string" || typeof token.version !== "number") return null;
  return { userId: token.sub, sessionId: token.sid, version: token.version };
}
