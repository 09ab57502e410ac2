import { createHmac, type KeyObject } from "node:crypto";
import { makeTraceparent } from "#lib/log/trace.ts";

/** The same for every try and every replay of an event, so that a receiver can tell a repeat. */
export function webhookId(eventId: string): string {
  return `msg_${eventId}`;
}

type ToSign = {
  eventId: string;
  traceId: string;
  contentType: string | null;
  body: Buffer;
  keys: readonly { key: KeyObject; retiresAt: Date | null }[];
  own: Readonly<Record<string, string>>;
  now: Date;
};

/** Standard Webhooks 1.0: during a rotation every active secret signs, each with a signature of its own. */
export function deliveryHeaders({ eventId, traceId, contentType, body, keys, own, now }: ToSign) {
  const id = webhookId(eventId);
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signatures: string[] = [];
  for (const { key, retiresAt } of keys) {
    if (retiresAt !== null && retiresAt <= now) continue;
    signatures.push(`v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`);
  }
  const headers: Record<string, string> = { ...own };
  headers["user-agent"] = "Interlock/1.0 (+webhooks)";
  if (contentType !== null) headers["content-type"] = contentType;
  headers["webhook-id"] = id;
  headers["webhook-timestamp"] = timestamp;
  headers["webhook-signature"] = signatures.join(" ");
  headers["traceparent"] = makeTraceparent(traceId);
  return headers;
}
