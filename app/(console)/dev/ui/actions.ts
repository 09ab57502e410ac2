"use server";

import { invalid } from "#lib/core/errors.ts";
import { openAction } from "#lib/web/action.ts";

// The catalogue changes nothing: each action only shows how its answer looks.
export const accept = openAction(async () => null);
export const refuse = openAction(async () => {
  throw invalid("Two fields need another look.", {
    name: ["Use small letters, digits and dashes."],
    url: ["10.0.0.8 is a private address. Allow it in EGRESS_ALLOW_CIDRS, or use a public one."],
  });
});
