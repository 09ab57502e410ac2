import { authenticateToken, tokenCtx } from "#lib/auth/authenticate-token.ts";
import { createToken } from "#lib/auth/create-token.ts";
import type { Ctx } from "#lib/core/ctx.ts";

/** The context of a request that carries a token which this admin has just made. */
export async function tokenOf(maker: Ctx): Promise<Ctx> {
  const { token } = await createToken(maker, { name: "ci", role: "admin", expiresInDays: 1 });
  const live = await authenticateToken(`Bearer ${token}`);
  if (live === null) throw new Error("The new token is not accepted.");
  return tokenCtx(live, maker.traceId, maker.log);
}
