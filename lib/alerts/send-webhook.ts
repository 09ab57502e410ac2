import { createHmac } from "node:crypto";
import { outbound } from "#lib/http/outbound/process-outbound.ts";
import { WebhookConfig } from "./schema.ts";

export type Message = {
  /** The same for every try, so that a receiver can drop repeats. */
  id: string;
  payload: unknown;
  at: Date;
};

export type SendOutcome =
  | { ok: true; detail: string }
  | {
      ok: false;
      error: string;
      detail: string;
      retryAfterSeconds?: number;
      /** The receiver said that it is no more: asking again would only annoy. */
      gone?: true;
    };

const TIMEOUT_MS = 10_000;
const MAX_RETRY_AFTER = 3_600;

/** Standard Webhooks headers over the bytes that are sent. */
export function signMessage(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const timestamp = Math.floor(at.getTime() / 1_000);
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${signature}` };
}

export async function sendWebhook(config: unknown, secret: string | null, message: Message): Promise<SendOutcome> {
  const { url } = WebhookConfig.parse(config);
  const body = JSON.stringify(message.payload);
  const answer = await outbound().send({
    url,
    headers: {
      "content-type": "application/json",
      "user-agent": "Interlock",
      ...(secret === null ? {} : signMessage(secret, message.id, message.at, body)),
    },
    body,
    timeoutMs: TIMEOUT_MS,
    keepBytes: 512,
  });
  if (!answer.ok) return { ok: false, error: answer.error, detail: answer.message };
  const took = `in ${Math.round(answer.durationMs)} ms`;
  if (answer.status >= 200 && answer.status < 300) return { ok: true, detail: `Answered ${answer.status} ${took}.` };
  if (answer.status === 410)
    return {
      ok: false,
      error: "http_410",
      detail: `Answered 410 ${took}: this address takes no more. Give the channel another one, or turn it off.`,
      gone: true,
    };
  const retryAfterSeconds = retryAfter(answer.headers["retry-after"]);
  return {
    ok: false,
    error: `http_${answer.status}`,
    detail: `Answered ${answer.status} ${took}. A channel has to answer 2xx.`,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  };
}

function retryAfter(header: string | undefined): number | null {
  const seconds = Number(header);
  return header !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, MAX_RETRY_AFTER) : null;
}
