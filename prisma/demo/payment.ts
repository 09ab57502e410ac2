import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import { testConnection } from "#lib/connections/test-connection.ts";
import { getDesign } from "#lib/designs/queries.ts";
import { reviewSection } from "#lib/designs/review-section.ts";
import { saveSection } from "#lib/designs/save-section.ts";
import { decideGate } from "#lib/gates/decide-gate.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { attestItem } from "#lib/gates/vouch.ts";
import { decideDecision, proposeDecision } from "#lib/integrations/decide.ts";
import { getErrorPolicy } from "#lib/integrations/record-queries.ts";
import { scheduleReview } from "#lib/integrations/review.ts";
import { saveErrorPolicy } from "#lib/integrations/save-error-policy.ts";
import type { Cast } from "./people.ts";

export const PAYMENT = "stripe-subscriptions";

/** What Interlock cannot see yet, said by a person with a reason; a second person decides on it. */
const ATTESTED: Record<string, string> = {
  "PAY-CMP-1": "Card data is typed into Stripe's own fields; we store tokens only (SAQ A).",
  "PAY-CMP-2": "Each field of the contract is classified in the design; names and addresses are masked in logs.",
  "GPRE-DOC-2": "Stripe's event schemas of September are agreed with Billing and pinned in its tests.",
  "GPRE-DOC-4": "PCI SAQ A and the record of processing were checked with the compliance team.",
  "GPRE-ARC-2": "When Stripe is away, checkout offers invoice; the kill switch holds deliveries, nothing is lost.",
  "GPRE-ARC-4": "95 of 100 events reach Billing within one second; two events a second at the yearly peak.",
};

const SECTIONS: Record<string, { body: string; fields?: Record<string, unknown> }> = {
  context: {
    body: "Northwind sells yearly subscriptions to its maps. Sales asked for card and SEPA payments in the shop by spring. No invoice may be sent twice, and the shop's checkout may not change for customers who pay by invoice today.",
  },
  landscape: {
    body: "Stripe's API and webhooks on one side, our billing service and the ledger on the other. Billing already speaks webhooks; the ledger is older, answers slowly and is being migrated. The shop keeps its own order numbers, which travel as metadata.",
  },
  "payment.types": {
    body: "Yearly and monthly subscriptions with a trial of 14 days. One-time payments only for printed maps.",
    fields: { types: ["subscription", "one_time"] },
  },
  "payment.currencies": {
    body: "Prices are kept per currency, not converted, so that a price never changes with a rate.",
    fields: { currencies: ["EUR", "USD"], regions: ["DE", "FR", "US"] },
  },
  "payment.refunds_disputes": {
    body: "Support may refund within the window; later refunds need a lead. Evidence for a dispute is collected from the order history and the delivery record.",
    fields: {
      window_days: 30,
      who_may_refund: "Support leads",
      dispute_owner: "Finance operations",
      dispute_sla: "3 working days",
    },
  },
  "payment.tax": {
    body: "Stripe Tax computes per invoice line from the customer's country; our ledger stores what Stripe said.",
    fields: {
      computed_by: "provider",
      registrations: "DE, FR (OSS), US-NY",
      invoice_fields: "VAT id, rate, net, gross",
    },
  },
  "data.classification": {
    body: "Names, addresses and amounts leave Stripe in invoices. Card numbers never reach us. Everything personal is masked before it is logged and removed after the retention time.",
    fields: {
      fields: [
        { field: "customer_email", class: "PII", protection: "masked in logs" },
        { field: "amount_paid", class: "internal", protection: "none" },
      ],
    },
  },
  operations: {
    body: "Billing's on-call is paged when invoices wait longer than ten minutes. First look: dead letters by cause. Traffic is stopped with pay.stripe.kill, which loses nothing. We expect one look a week.",
  },
  webhooks: {
    body: "We subscribe to invoice.* and customer.subscription.*. invoice.paid extends the subscription, invoice.payment_failed starts the reminder. Repeats are found by the event id; each handler is a state change that is safe to do twice, and older states never overwrite newer ones.",
  },
};

/** The payment integration, half way through its gate: written by Mina, read by Theo, reviewed by Rosa later. */
export async function designPayment(cast: Cast, simulator: string): Promise<void> {
  const { engineer, colleague, admin, ops } = cast;
  await startIntegration(engineer, {
    slug: PAYMENT,
    name: "Stripe subscriptions",
    kind: "payment",
    provider: "stripe",
    description: "We need to add Stripe payment processing for subscriptions",
    systems: [
      { name: "Stripe", kind: "Payment provider", authMethod: "API key", apiType: "REST" },
      { name: "Billing", kind: "Own service", authMethod: "Signature", apiType: "Webhook" },
    ],
    flows: [
      {
        name: "Invoice events",
        from: "Stripe",
        to: "Billing",
        direction: "outbound",
        mode: "event",
        trigger: "invoice.*",
        mapping: "id → invoice_ref\namount_paid → gross_cents",
      },
    ],
    owners: [{ userId: engineer.actor.id, discipline: "payment-integration-engineer" }],
  });
  for (const [key, { body, fields = {} }] of Object.entries(SECTIONS)) {
    const section = (await getDesign(engineer, PAYMENT)).sections.find((candidate) => candidate.key === key);
    if (section === undefined) continue;
    const saved = await saveSection(engineer, { slug: PAYMENT, key, body, fields, baseRevision: section.revision });
    await reviewSection(colleague, { slug: PAYMENT, key, contentHash: saved.contentHash });
  }
  const decision = await proposeDecision(engineer, {
    slug: PAYMENT,
    topic: "provider",
    title: "Take Stripe as payment provider",
    context: "Cards, SEPA and tax in one place, with webhooks that can be verified and replayed.",
    options: ["Stripe", "PayPal", "Adyen"],
    choice: "Stripe",
    rationale:
      "Stripe covers subscriptions, tax and SEPA, its webhooks are signed with a timestamp, and the team has run it before.",
    consequences: "Card data never touches us; fees are higher than with Adyen at our volume.",
    confirmation: "Every source of this integration verifies Stripe's signature.",
  });
  await decideDecision(colleague, { decisionId: decision.id, verdict: "accept" });
  const policy = await getErrorPolicy(engineer, PAYMENT);
  await saveErrorPolicy(engineer, {
    slug: PAYMENT,
    baseRevision: policy.revision,
    classes: {
      transient: { action: "retry", note: "The destination's schedule" },
      rate_limit: { action: "retry", note: "Retry-After is honoured" },
      client: { action: "dead_letter", note: "Three tries, then a person looks" },
      auth: { action: "alert", note: "A secret was rotated on one side only" },
      timeout: { action: "retry", note: "15 seconds, then again" },
      malformed: { action: "dead_letter", note: "Kept with its bytes" },
    },
  });
  const inTwoWeeks = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);
  await scheduleReview(engineer, {
    slug: PAYMENT,
    kind: "security",
    scheduledFor: inTwoWeeks,
    reviewerId: ops.actor.id,
  });

  const credential = await createCredential(admin, {
    environment: "test",
    integration: PAYMENT,
    name: "Stripe test key",
    kind: "bearer",
    value: `sk_test_${"demo".repeat(6)}`,
  });
  const connection = await createConnection(engineer, {
    environment: "test",
    integration: PAYMENT,
    name: "Stripe API (simulated)",
    baseUrl: simulator,
    auth: "bearer",
    credentialId: credential.id,
    testPath: "/v1/account",
  });
  await testConnection(engineer, { id: connection.id });
}

/** The design gate passes on what was written and attested: from here live events are stored and parked. */
export async function passDesignGate(cast: Cast): Promise<void> {
  for (const [key, reason] of Object.entries(ATTESTED)) await attestItem(cast.engineer, { slug: PAYMENT, key, reason });
  await decideGate(cast.ops, {
    slug: PAYMENT,
    gate: "design",
    decision: "approve",
    comment: "Read with Mina; the open questions are answered in the design.",
  });
}
