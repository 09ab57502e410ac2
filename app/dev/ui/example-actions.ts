"use server";

import type { ActionResult } from "#lib/core/result.ts";

/** The catalogue changes nothing: each action only shows how its answer looks. */
export async function leaveAsIs(): Promise<void> {}

export async function accept(): Promise<ActionResult<null>> {
  return { ok: true, data: null };
}

export async function refuse(): Promise<ActionResult<null>> {
  return {
    ok: false,
    error: {
      kind: "invalid_input",
      message: "Two fields need another look.",
      fields: {
        name: ["Use small letters, digits and dashes."],
        url: ["10.0.0.8 is a private address. Allow it in EGRESS_ALLOW_CIDRS, or use a public one."],
      },
      ref: "dev",
    },
  };
}
