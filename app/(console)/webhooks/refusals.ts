import { type Ctx, may } from "#lib/core/ctx.ts";

type Environment = "test" | "live";

/** Why this person's button does nothing; undefined when it does something. The verbs refuse by themselves as well. */
export function writeRefusal(ctx: Ctx, environment: Environment): string | undefined {
  if (environment === "live")
    return may(ctx, "webhooks:write-live") ? undefined : "Only an admin changes what belongs to live.";
  return may(ctx, "webhooks:write-test") ? undefined : "Engineers and admins change what belongs to test.";
}

export function operateRefusal(ctx: Ctx): string | undefined {
  return may(ctx, "webhooks:operate") ? undefined : "Ops and admins pause and resume.";
}

export function replayRefusal(ctx: Ctx, environment: Environment): string | undefined {
  if (environment === "live") return may(ctx, "webhooks:replay-live") ? undefined : "Ops and admins replay in live.";
  return may(ctx, "webhooks:replay-test") ? undefined : "Viewers do not replay.";
}

export function discardRefusal(ctx: Ctx): string | undefined {
  return may(ctx, "webhooks:discard") ? undefined : "Ops and admins discard.";
}

export function releaseRefusal(ctx: Ctx, environment: Environment): string | undefined {
  if (environment === "live") return may(ctx, "webhooks:operate") ? undefined : "Ops and admins release in live.";
  return may(ctx, "webhooks:replay-test") ? undefined : "Viewers do not release.";
}
