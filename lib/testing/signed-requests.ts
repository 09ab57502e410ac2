import { randomBytes } from "node:crypto";
import { sign as octokitSign } from "@octokit/webhooks-methods";
import { Webhook } from "standardwebhooks";
import Stripe from "stripe";

const stripe = new Stripe("sk_test_not_used");

export type Signed = { headers: Record<string, string>; body: Buffer };
type Options = { secret: string; atSeconds?: number };

export function stripeEvent(id = `evt_${randomBytes(8).toString("hex")}`, type = "invoice.paid", more = {}): string {
  return JSON.stringify({ id, object: "event", type, data: { object: { id: "in_1", ...more } } });
}

/** Signed by Stripe's own library. */
export function signStripe(
  payload: string | Buffer,
  { secret, atSeconds = Math.floor(Date.now() / 1000) }: Options,
): Signed {
  const body = Buffer.from(payload);
  const text = body.toString("utf8");
  const signature = stripe.webhooks.generateTestHeaderString({ payload: text, secret, timestamp: atSeconds });
  return { headers: { "content-type": "application/json", "stripe-signature": signature }, body };
}

/** Signed by GitHub's own library. */
export async function signGithub(
  payload: string,
  { secret }: Options,
  delivery: string,
  event: string,
): Promise<Signed> {
  return {
    headers: {
      "content-type": "application/json",
      "x-hub-signature-256": await octokitSign(secret, payload),
      "x-github-delivery": delivery,
      "x-github-event": event,
    },
    body: Buffer.from(payload),
  };
}

/** Signed by the library of the Standard Webhooks specification. */
export function signStandard(
  payload: string,
  { secret, atSeconds = Math.floor(Date.now() / 1000) }: Options,
  id: string,
): Signed {
  return {
    headers: {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(atSeconds),
      "webhook-signature": new Webhook(secret).sign(id, new Date(atSeconds * 1000), payload),
    },
    body: Buffer.from(payload),
  };
}
