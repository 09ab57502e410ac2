import type { z } from "zod";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { type Mutation, parseInput } from "#lib/core/mutation.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { OutboundError } from "#lib/http/outbound/errors.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";
import { guardedMailHost } from "./guard-mail-host.ts";
import { type ChannelKind, EmailConfig, WebhookConfig } from "./schema.ts";

type Fields = {
  url?: string | undefined;
  to?: string[] | undefined;
  smtpHost?: string | undefined;
  smtpPort?: number | undefined;
  smtpSecure?: boolean | undefined;
  smtpUser?: string | undefined;
  smtpPassword?: string | undefined;
  smtpFrom?: string | undefined;
};

export type ChannelRow = {
  id: string;
  workspaceId: string;
  kind: ChannelKind;
  name: string;
  config: unknown;
  sealedSecret: Uint8Array | null;
  lastFour: string;
  enabled: boolean;
};

export async function loadChannel(tx: Tx, ctx: Ctx, id: string): Promise<ChannelRow> {
  const channel = await tx.channel.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null } });
  if (channel === null) throw notFound("This channel");
  return channel;
}

export function sealedPlace(channel: { id: string; workspaceId: string }) {
  return { table: "channel", field: "sealed_secret", rowId: channel.id, workspaceId: channel.workspaceId };
}

type Given = z.ZodType<{ url?: string | undefined; smtpHost?: string | undefined; smtpPort?: number | undefined }>;

/**
 * The same guard as at sending, names included, before the transaction opens and only for who may write at all. A name
 * that has no address yet may be saved; an address that may never be called may not.
 */
export function checkChannelHost<Input extends Given, Value>(write: Mutation<Input, Value>): Mutation<Input, Value> {
  const perform = async (ctx: Ctx, raw: unknown): Promise<Value> => {
    const { url, smtpHost, smtpPort } = parseInput(write.input, raw);
    authorize(ctx, "channels:write");
    if (url !== undefined) {
      const checked = await outbound().checkUrl(url);
      if (!checked.ok && (checked.error === "ssrf_blocked" || checked.error === "bad_url"))
        throw invalid(checked.message, { url: [checked.message] });
    }
    if (smtpHost !== undefined) await assertMailHost(smtpHost, smtpPort ?? 587);
    return write(ctx, raw);
  };
  return Object.assign(perform, { verb: write.verb, permission: write.permission, input: write.input });
}

async function assertMailHost(host: string, port: number): Promise<void> {
  try {
    await guardedMailHost(host, port);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    if (error.errorClass === "ssrf_blocked") throw invalid(error.message, { smtpHost: [error.message] });
  }
}

export function configOf(kind: ChannelKind, input: Fields): Prisma.InputJsonObject {
  if (kind === "webhook") {
    if (input.url === undefined)
      throw invalid("Say where to post.", { url: ["Paste the address that takes the alert."] });
    return { url: input.url };
  }
  if (input.to === undefined) throw invalid("Say who gets the e-mail.", { to: ["Name at least one address."] });
  const { to, smtpHost, smtpPort, smtpSecure = false, smtpUser, smtpFrom } = input;
  if (smtpHost === undefined) return { to, smtp: null };
  return {
    to,
    smtp: {
      host: smtpHost,
      port: smtpPort ?? (smtpSecure ? 465 : 587),
      secure: smtpSecure,
      ...(smtpUser === undefined ? {} : { user: smtpUser }),
      ...(smtpFrom === undefined ? {} : { from: smtpFrom }),
    },
  };
}

/** What the audit log keeps. A URL may carry a token in its path or query: only its host is kept. */
export function channelView(channel: { kind: ChannelKind; name: string; config: unknown; enabled: boolean }) {
  const { kind, name, enabled } = channel;
  return { kind, name, enabled, target: targetOf(kind, channel.config) };
}

export function targetOf(kind: ChannelKind, config: unknown): string {
  if (kind === "email") return EmailConfig.parse(config).to.join(", ");
  return new URL(WebhookConfig.parse(config).url).host;
}
