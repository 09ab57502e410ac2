import { invalid } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import { watchersChanged } from "./_private.ts";
import { makeSigningSecret } from "./create-channel.ts";
import { EmailConfig, UpdateChannel } from "./schema.ts";
import { channelView, checkChannelHost, configOf, loadChannel, sealedPlace } from "./write-channel.ts";

/** Another target, or another secret, has not been tested yet: the last test's outcome goes with the old ones. */
const changeChannel = mutation({
  name: "channel.update",
  permission: "channels:write",
  input: UpdateChannel,
  async run({ ctx, tx, input }) {
    const before = await loadChannel(tx, ctx, input.id);
    const { kind } = before;
    if (input.rotateSecret === true && kind !== "webhook")
      throw invalid("Only a webhook channel has a signing secret.");
    const config = configOf(kind, input);
    const enabled = input.enabled ?? before.enabled;
    const signingSecret = input.rotateSecret === true ? makeSigningSecret() : null;
    const newHost =
      kind === "email" && EmailConfig.parse(before.config).smtp?.host !== EmailConfig.parse(config).smtp?.host;
    // A password never travels to another server than the one that it was given for.
    const password = kind === "email" ? (input.smtpPassword ?? (newHost ? "" : undefined)) : undefined;
    const secret = signingSecret ?? password;
    const sealed =
      secret === undefined
        ? {}
        : secret === ""
          ? { sealedSecret: null, lastFour: "" }
          : { sealedSecret: new Uint8Array(seal(secret, sealedPlace(before))), lastFour: secretHint(secret).lastFour };
    const isSame = JSON.stringify(before.config) === JSON.stringify(config) && secret === undefined;
    await tx.channel.update({
      where: { id: before.id },
      data: {
        name: input.name,
        config,
        enabled,
        ...sealed,
        ...(isSame ? {} : { lastTestAt: null, lastTestOutcome: null, lastTestDetail: null }),
      },
    });
    await watchersChanged(tx, ctx, null);
    return {
      value: { id: before.id, signingSecret },
      audit: {
        entityType: "channel",
        entityId: before.id,
        label: input.name,
        before: channelView(before),
        after: { ...channelView({ kind, name: input.name, config, enabled }), secretChanged: secret !== undefined },
      },
    };
  },
});

export const updateChannel = checkChannelHost(changeChannel);
