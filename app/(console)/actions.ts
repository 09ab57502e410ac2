"use server";

import { cookies } from "next/headers";
import { parseInput } from "#lib/core/mutation.ts";
import { frameAction } from "#lib/web/action.ts";
import { currentSession, ENVIRONMENT_COOKIE, refuseStranger } from "#lib/web/session.ts";
import { cookieOptions } from "#lib/web/session-cookie.ts";
import { ChooseEnvironment } from "#lib/workspaces/schema.ts";

export const chooseEnvironment = frameAction(async ({ input }) => {
  refuseStranger(await currentSession());
  const { environment } = parseInput(ChooseEnvironment, input);
  (await cookies()).set(ENVIRONMENT_COOKIE, environment, cookieOptions(365 * 86_400));
});
