import "server-only";
import { headers } from "next/headers";
import type { AuthOptions, Profile } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { discoverOidc, fetchUserinfo, guardedLookup } from "#lib/auth/discover-oidc.ts";
import { findOidcUser, linkInvitedUser, type OidcIdentity } from "#lib/auth/find-oidc-user.ts";
import { enter } from "#lib/auth/sign-in.ts";
import { env } from "#lib/env.ts";
import { visitorOf } from "./enter.ts";
import { traceOf } from "./request.ts";
import { webLog } from "./session.ts";
import { authSecret, cookieOptions, instanceCookieName, SESSION_SECONDS } from "./session-cookie.ts";

type Claims = Profile & { sub: string; email_verified?: boolean };

/** Null when no provider is configured. next-auth keeps the protocol; who may in is decided by our own tables. */
export async function oidcOptions(): Promise<AuthOptions | null> {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME } = env();
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return null;
  const metadata = await discoverOidc(issuer);
  const provider: OAuthConfig<Claims> = {
    id: "oidc",
    name: OIDC_NAME,
    type: "oauth",
    issuer: metadata.issuer,
    authorization: { url: metadata.authorization_endpoint, params: { scope: "openid email profile" } },
    token: metadata.token_endpoint,
    jwks_endpoint: metadata.jwks_uri,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    // The library takes more than its types say: `lookup` goes to node's own http.
    httpOptions: { timeout: 10_000, ...{ lookup: guardedLookup } },
    profile: ({ sub, email }) => ({ id: sub, email: email ?? null }),
  };
  return {
    providers: [provider],
    secret: authSecret(),
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    cookies: { sessionToken: { name: instanceCookieName("session"), options: cookieOptions(SESSION_SECONDS) } },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    callbacks: {
      signIn: async ({ account, profile }) => {
        const identity = await identityOf(profile, metadata, account?.access_token);
        if (identity === null) return false;
        const userId = (await findOidcUser(identity)) ?? (await linkInvitedUser(identity, await visitor()));
        if (userId === null) webLog.warn({ event: "session.refused", method: "oidc", issuer: identity.issuer });
        return userId !== null;
      },
      jwt: async ({ token, account, profile }) => {
        if (!account) return token;
        const identity = await identityOf(profile, metadata);
        const userId = identity === null ? null : await findOidcUser(identity);
        if (userId === null) throw new Error("The identity went away between two steps of one sign-in.");
        const { sessionId, version } = await enter(userId, "oidc", await visitor());
        return { sub: userId, sid: sessionId, version };
      },
    },
    logger: {
      error: (code, metadata) => webLog.warn({ event: "oidc.failed", code, err: errorIn(metadata) }),
      warn: (code) => webLog.warn({ event: "oidc.warned", code }),
      debug: () => undefined,
    },
  };
}

type Known = { issuer: string; userinfo_endpoint?: string | undefined };

async function identityOf(profile: Profile | undefined, known: Known, access?: string): Promise<OidcIdentity | null> {
  const subject = profile?.sub;
  if (subject === undefined) return null;
  const asked = access !== undefined && known.userinfo_endpoint !== undefined && profile?.email === undefined;
  const more = asked ? await fetchUserinfo(known.userinfo_endpoint ?? "", access, subject) : null;
  const email = profile?.email ?? more?.email;
  const name = profile?.name ?? more?.name;
  const verified = profile !== undefined && "email_verified" in profile ? profile.email_verified : more?.email_verified;
  return {
    issuer: known.issuer,
    subject,
    emailVerified: verified === true,
    ...(email === undefined ? {} : { email }),
    ...(name === undefined ? {} : { name }),
  };
}

async function visitor() {
  const incoming = await headers();
  return visitorOf(new Headers(incoming), traceOf(incoming));
}

function errorIn(metadata: unknown): unknown {
  return metadata instanceof Error || typeof metadata !== "object" || metadata === null || !("error" in metadata)
    ? metadata
    : metadata.error;
}
