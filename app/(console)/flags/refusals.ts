import { type Ctx, may } from "#lib/core/ctx.ts";

type Refusal = { refusal?: string };

/** Why this person may not move a switch. In a table the word alone would be cut: the page says it once below. */
export function refusals(ctx: Ctx): { test: (whole: boolean) => Refusal; live: (whole: boolean) => Refusal } {
  const say = (allowed: boolean, whole: string, short: string) => (full: boolean) =>
    allowed ? {} : { refusal: full ? whole : short };
  return {
    test: say(may(ctx, "flags:flip-test"), "Engineers, ops and admins flip flags in test.", "Not your role"),
    live: say(may(ctx, "flags:flip-live"), "Admins flip flags in live. Ask one of them.", "Admins only"),
  };
}
