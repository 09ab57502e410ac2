import { isIP } from "node:net";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { OutboundError } from "#lib/http/outbound/errors.ts";
import { outbound } from "#lib/http/outbound/process-outbound.ts";
import { parseTarget } from "#lib/http/outbound/target.ts";
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

/** A name is looked up when it is called, never inside a transaction; an address is judged here at once. */
async function assertUrl(url: string): Promise<void> {
  try {
    const { hostname } = parseTarget(url);
    if (isIP(hostname) === 0) return;
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    throw invalid(error.message, { url: [error.message] });
  }
  const check = await outbound().checkUrl(url);
  if (!check.ok) throw invalid(check.message, { url: [check.message] });
}

export async function configOf(kind: ChannelKind, input: Fields): Promise<Prisma.InputJsonObject> {
  if (kind === "webhook") {
    if (input.url === undefined)
      throw invalid("Say where to post.", { url: ["Paste the address that takes the alert."] });
    await assertUrl(input.url);
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
