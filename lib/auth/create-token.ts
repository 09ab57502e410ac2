import { DAY } from "#lib/core/clock.ts";
import { personOf } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { newId, randomToken } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { refuseMoreThanOwn, sha256 } from "./_private.ts";
import { CreateToken, RevokeToken } from "./schema.ts";

/** The one time the token is to be seen: afterwards there is its hash and its last four characters. */
export const createToken = mutation({
  name: "token.create",
  permission: "tokens:write",
  input: CreateToken,
  async run({ ctx, tx, input }) {
    const { name, scope, environment, expiresInDays } = input;
    const flags = scope === "flags";
    if (flags !== (environment !== undefined))
      throw invalid(flags ? "A flag token reads one environment." : "Only flag tokens are bound to an environment.", {
        environment: [flags ? "Choose test or live." : "Leave the environment out."],
      });
    // A flag token only evaluates flags, whatever its role says.
    const role = flags ? "viewer" : input.role;
    refuseMoreThanOwn(ctx, role);
    const token = randomToken(flags ? "ilkf_" : "ilk_");
    const row = await tx.apiToken.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        name,
        scope,
        role,
        environment: environment ?? null,
        tokenHash: sha256(token),
        lastFour: token.slice(-4),
        createdById: personOf(ctx),
        expiresAt: new Date(ctx.now().getTime() + expiresInDays * DAY),
      },
    });
    const after = { scope, role, environment: environment ?? null, expiresAt: row.expiresAt };
    return {
      value: { id: row.id, name, token, expiresAt: row.expiresAt },
      audit: { entityType: "api_token", entityId: row.id, label: name, after },
    };
  },
});

/** Gateways and webs forget it within five seconds. */
export const revokeToken = mutation({
  name: "token.revoke",
  permission: "tokens:write",
  input: RevokeToken,
  async run({ ctx, tx, input }) {
    const row = await tx.apiToken.findFirst({ where: { id: input.tokenId, workspaceId: ctx.workspaceId } });
    if (row === null) throw notFound("This token");
    const revokedAt = row.revokedAt ?? ctx.now();
    await tx.apiToken.update({ where: { id: row.id }, data: { revokedAt } });
    return {
      value: { id: row.id, revokedAt },
      audit: { entityType: "api_token", entityId: row.id, label: row.name, after: { revokedAt } },
    };
  },
});
