import { z } from "zod";
import { createToken, revokeToken } from "#lib/auth/create-token.ts";
import { listTokens } from "#lib/auth/queries.ts";
import { CreateToken } from "#lib/auth/schema.ts";
import { call } from "./define.ts";
import { Any, allOf, whole } from "./shapes.ts";

export const list = call({
  doc: { method: "GET", path: "/tokens", summary: "List tokens by name and last four characters", output: allOf(Any) },
  run: async (ctx) => whole(await listTokens(ctx)),
});

export const create = call({
  doc: {
    method: "POST",
    path: "/tokens",
    summary: "Make a token; this answer is the one time it is shown",
    input: CreateToken,
    output: z.looseObject({ token: z.string() }),
  },
  run: createToken,
});

export const revoke = call({
  doc: {
    method: "DELETE",
    path: "/tokens/{tokenId}",
    summary: "Revoke a token; it stops within five seconds",
    output: Any,
  },
  run: revokeToken,
});
