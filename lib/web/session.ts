import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { findSession, type LiveSession } from "#lib/auth/find-session.ts";
import type { Role } from "#lib/auth/permissions.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { safeNext } from "./origin.ts";
import { PATH_HEADER, traceOf } from "./request.ts";
import { instanceCookieName, openSession } from "./session-cookie.ts";

export const ENVIRONMENT_COOKIE = "interlock-env";
export const WORKSPACE_COOKIE = "interlock-workspace";

export type Session = {
  ctx: Ctx;
  sessionId: string;
  user: { id: string; email: string; name: string; disciplines: string[] };
  workspace: { id: string; slug: string; name: string; isDemo: boolean };
  role: Role;
  /** What the switch in the top bar says; it chooses what is shown, and grants nothing. */
  environment: "test" | "live";
};

export const webLog = makeLogger("web");

/** Once a request, whoever asks: cookie → one query → session, or null. */
export const currentSession = cache(() => loadSession(true));

/** For polling: looks as hard, but does not keep an idle session alive. */
export const watchingSession = cache(() => loadSession(false));

async function loadSession(counts: boolean): Promise<Session | null> {
  const jar = await cookies();
  const claims = await openSession(jar.get(instanceCookieName("session"))?.value);
  if (claims === null) return null;
  const live = await findSession(claims, { workspace: jar.get(WORKSPACE_COOKIE)?.value, counts });
  if (live === null) return null;
  const environment = jar.get(ENVIRONMENT_COOKIE)?.value === "live" ? "live" : "test";
  return toSession(live, environment, traceOf(await headers()));
}

function toSession(live: LiveSession, environment: Session["environment"], traceId: string): Session {
  const { userId, email, name, disciplines, workspaceId, slug, workspaceName, isDemo, role, sessionId } = live;
  return {
    ctx: {
      workspaceId,
      actor: { kind: "user", id: userId, role, label: email },
      traceId,
      log: webLog.child({ traceId, workspaceId }),
      now: () => new Date(),
    },
    sessionId,
    user: { id: userId, email, name, disciplines },
    workspace: { id: workspaceId, slug, name: workspaceName, isDemo },
    role,
    environment,
  };
}

/** For pages and layouts: sends a stranger to the door, and back to this page afterwards. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (session !== null) return session;
  const path = safeNext((await headers()).get(PATH_HEADER));
  redirect(path === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`);
}

export async function requireCtx(): Promise<Ctx> {
  return (await requireSession()).ctx;
}

/** For actions and routes: an answer instead of a redirect, so that a form keeps what was typed. */
export function refuseStranger(session: Session | null): Session {
  if (session !== null) return session;
  throw new AppError(
    "unauthenticated",
    "Your session has ended. Nothing was changed; sign in again in another tab, then repeat this.",
  );
}
