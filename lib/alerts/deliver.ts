import { unseal } from "#lib/crypto/seal.ts";
import { type Letter, oneLine, sendEmail } from "./send-email.ts";
import { type Message, type SendOutcome, sendWebhook } from "./send-webhook.ts";
import { sayDuration } from "./words.ts";
import { type ChannelRow, sealedPlace } from "./write-channel.ts";

export type Outgoing = Message & {
  alertId: string | null;
  episode: number;
  transition: string;
};

const WORDS: Record<string, string> = {
  firing: "Firing",
  acknowledged: "Acknowledged",
  resolved: "Resolved",
  test: "Test",
};

function field(payload: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, name) => Object(value)[name], payload);
}

function text(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The letter says what the webhook's body says, in sentences. */
export function letterOf(outgoing: Outgoing): Letter {
  const { payload, transition, alertId, episode, id } = outgoing;
  const summary = text(field(payload, "data", "annotations", "summary"));
  const rule = text(field(payload, "data", "rule"));
  const labels = Object.entries(Object(field(payload, "data", "labels")));
  const runbook = text(field(payload, "data", "annotations", "runbook_url"));
  const lines = [
    summary,
    "",
    `Rule: ${rule}`,
    `Severity: ${text(field(payload, "data", "severity"))}`,
    ...labels.map(([name, value]) => `${name}: ${text(value)}`),
    `Since: ${text(field(payload, "data", "starts_at"))}`,
    "",
    `Open it: ${text(field(payload, "data", "url"))}`,
    ...(runbook === "" ? [] : [`What to do: ${runbook}`]),
  ].map((line) => oneLine(line, 500));
  return {
    subject: `[${WORDS[transition] ?? transition}] ${rule}: ${summary}`,
    lines,
    thread: alertId === null ? `test.${id}` : `${alertId}.${episode}`,
    ...(transition === "firing" || alertId === null ? {} : { part: transition }),
  };
}

/** One try over one channel. Never throws for what the other side does. */
export async function deliverMessage(channel: ChannelRow, outgoing: Outgoing): Promise<SendOutcome> {
  const secret = channel.sealedSecret === null ? null : unseal(channel.sealedSecret, sealedPlace(channel));
  if (channel.kind === "webhook") return sendWebhook(channel.config, secret, outgoing);
  return sendEmail(channel.config, secret, letterOf(outgoing));
}

/** What a test sends: the same shape as an alert, and it says that it is a test. */
export function testPayload(channel: ChannelRow, at: Date, publicUrl: string): Record<string, unknown> {
  return {
    type: "alert.test",
    timestamp: at.toISOString(),
    data: {
      id: channel.id,
      rule: "Test of the channel",
      severity: "info",
      status: "test",
      labels: { channel: channel.name },
      annotations: {
        summary: `A test of the channel ${channel.name}. Nothing is wrong; tests stay valid for ${sayDuration(90 * 86_400)}.`,
        runbook_url: `${publicUrl}/runbooks/channel-fails`,
      },
      value: null,
      threshold: null,
      starts_at: at.toISOString(),
      ends_at: null,
      url: `${publicUrl}/alerts/channels`,
      group: { key: `test:${channel.id}`, count: 1, truncated: false },
    },
  };
}
