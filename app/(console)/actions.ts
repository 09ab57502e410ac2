"use server";

import { cookies } from "next/headers";
import { parseInput } from "#lib/core/mutation.ts";
import { frameAction } from "#lib/web/action.ts";
import { currentSession, ENVIRONMENT_COOKIE, refuseStranger, WORKSPACE_COOKIE } from "#lib/web/session.ts";
import { cookieOptions } from "#lib/web/session-cookie.ts";
import { ChooseEnvironment, ChooseWorkspace } from "#lib/workspaces/schema.ts";

export const chooseEnvironment = frameAction(async ({ input }) => {
  refuseStranger(await currentSession());
  const { environment } = parseInput(ChooseEnvironment, input);
  (await cookies()).set(ENVIRONMENT_COOKIE, environment, cookieOptions(365 * 86_400));
});

/** The cookie only asks: each request looks the membership up again, and falls back to a workspace of one's own. */
export const chooseWorkspace = frameAction(async ({ input }) => {
  refuseStranger(await currentSession());
  const { workspace } = parseInput(ChooseWorkspace, input);
  (await cookies()).set(WORKSPACE_COOKIE, workspace, cookieOptions(365 * 86_400));
}, "/");
