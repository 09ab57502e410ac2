import { randomBytes } from "node:crypto";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import { CreateChannel } from "./schema.ts";
import { channelView, checkChannelHost, configOf, sealedPlace } from "./write-channel.ts";

export function makeSigningSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

/** A webhook channel gets a signing secret, shown this one time; an e-mail channel keeps its server's password. */
const insertChannel = mutation({
  name: "channel.create",
  permission: "channels:write",
  input: CreateChannel,
  async run({ ctx, tx, input }) {
    const { kind, name } = input;
    const config = configOf(kind, input);
    const id = newId();
    const signingSecret = kind === "webhook" ? makeSigningSecret() : null;
    const secret = signingSecret ?? input.smtpPassword ?? null;
    await tx.channel.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        kind,
        name,
        config,
        sealedSecret:
          secret === null ? null : new Uint8Array(seal(secret, sealedPlace({ id, workspaceId: ctx.workspaceId }))),
        lastFour: secret === null ? "" : secretHint(secret).lastFour,
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
    });
    return {
      value: { id, signingSecret },
      audit: {
        entityType: "channel",
        entityId: id,
        label: name,
        after: channelView({ kind, name, config, enabled: true }),
      },
    };
  },
});

export const createChannel = checkChannelHost(insertChannel);
