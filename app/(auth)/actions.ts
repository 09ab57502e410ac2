"use server";

import { enterByInvitation } from "#lib/auth/accept-invitation.ts";
import { endSession } from "#lib/auth/end-session.ts";
import { signInWithPassword } from "#lib/auth/sign-in.ts";
import { frameAction, openAction } from "#lib/web/action.ts";
import { clearSessionCookie, setSessionCookies, visitorOf } from "#lib/web/enter.ts";
import { safeNext } from "#lib/web/origin.ts";
import { currentSession } from "#lib/web/session.ts";

export const signIn = openAction(
  async ({ input, headers, traceId }) => {
    await setSessionCookies(await signInWithPassword(input, await visitorOf(headers, traceId)));
    const next = typeof input === "object" && input !== null && "next" in input ? input.next : null;
    return { next: safeNext(typeof next === "string" ? next : null) };
  },
  { redirectTo: ({ next }) => next },
);

export const signOut = frameAction(async () => {
  const session = await currentSession();
  if (session !== null) await endSession(session.ctx, { sessionId: session.sessionId });
  await clearSessionCookie();
}, "/sign-in");

export const acceptInvitation = openAction(
  async ({ input, headers, traceId }) => {
    await setSessionCookies(await enterByInvitation(input, await visitorOf(headers, traceId)));
    return null;
  },
  { redirectTo: () => "/" },
);
