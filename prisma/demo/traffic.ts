import { createHmac, randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { db } from "#lib/db/client.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute } from "#lib/webhooks/write-route.ts";
import { PAYMENT } from "./payment.ts";
import type { Cast } from "./people.ts";

const TYPES = ["invoice.paid", "invoice.payment_failed", "customer.subscription.updated", "invoice.finalized"] as const;

export type Wires = {
  test: { url: string; secret: string; sourceId: string };
  live: { url: string; secret: string; sourceId: string };
};

/** A source per environment, and destinations that work, fail, refuse and have moved. */
export async function wirePayment(cast: Cast, simulator: string): Promise<Wires> {
  const { engineer, admin } = cast;
  const source = async (environment: "test" | "live") => {
    const secret = `whsec_${randomBytes(24).toString("base64url")}`;
    const { id, ingestUrl } = await createSource(environment === "live" ? admin : engineer, {
      name: `stripe ${environment}`,
      environment,
      integration: PAYMENT,
      preset: "stripe",
      secrets: [secret],
    });
    return { url: ingestUrl, secret, sourceId: id };
  };
  const wires: Wires = { test: await source("test"), live: await source("live") };
  const route = async (
    environment: "test" | "live",
    name: string,
    path: string,
    eventTypes: string[],
    scheduleSeconds: number[],
  ) => {
    const ctx = environment === "live" ? admin : engineer;
    const destination = await createDestination(ctx, {
      name,
      environment,
      integration: PAYMENT,
      url: `${simulator}${path}`,
      retry: { scheduleSeconds },
    });
    await createRoute(ctx, { sourceId: wires[environment].sourceId, destinationId: destination.id, eventTypes });
  };
  await route("test", "billing", "/billing", ["*"], []);
  await route("test", "ledger", "/ledger", ["invoice.payment_failed"], [1, 2]);
  await route("test", "crm", "/crm", ["customer.*"], [1, 1]);
  await route("test", "archive", "/archive", ["invoice.finalized"], [1]);
  await route("live", "billing", "/billing", ["*"], []);
  return wires;
}

/** Sends what Stripe would send, signed as Stripe signs, to the gateway's own address. */
export async function sendStripe(
  wire: { url: string; secret: string },
  count: number,
  options: { offset?: number; forge?: boolean; ageSeconds?: number; types?: readonly string[] } = {},
): Promise<void> {
  for (let at = 0; at < count; at++) {
    const number = (options.offset ?? 0) + at;
    const types = options.types ?? TYPES;
    const type = types[number % types.length] ?? "invoice.paid";
    const object = type.startsWith("invoice")
      ? {
          id: `in_demo_${number}`,
          object: "invoice",
          amount_paid: 4_900 + number * 10,
          currency: "eur",
          customer: `cus_demo_${number % 7}`,
        }
      : { id: `sub_demo_${number % 7}`, object: "subscription", status: "active" };
    const body = JSON.stringify({
      id: `evt_demo_${wire.url.slice(-6)}_${number}`,
      object: "event",
      type,
      created: Math.floor(Date.now() / 1000),
      data: { object },
    });
    const time = Math.floor(Date.now() / 1000) - (options.ageSeconds ?? 0);
    const secret = options.forge ? "whsec_not_the_one" : wire.secret;
    const signature = createHmac("sha256", secret).update(`${time}.${body}`).digest("hex");
    const response = await fetch(wire.url, {
      method: "POST",
      headers: { "content-type": "application/json", "stripe-signature": `t=${time},v1=${signature}` },
      body,
    });
    await response.arrayBuffer();
  }
}

/** Waits until nothing of the demo is due any more, or the time is up. */
export async function settle(workspaceId: string, timeoutMs: number): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await wait(250)) {
    const waiting = await db().delivery.count({ where: { workspaceId, state: { in: [0, 1] } } });
    if (waiting === 0) return;
  }
}
