import type { Outline } from "../schema.ts";
import {
  architecture,
  classification,
  context,
  landscape,
  operations,
  options,
  text,
  webhooks,
} from "./shared-sections.ts";

export const payment: Outline = {
  key: "payment",
  version: 1,
  name: "PAYMENT-DESIGN.md",
  sections: [
    context,
    landscape,
    {
      key: "payment.types",
      title: "Payment types",
      help: "Which kinds of payment you take. Say under Notes what is special about each.",
      required: true,
      fields: [
        {
          key: "types",
          label: "Types",
          type: "multi_select",
          required: true,
          options: options(["one_time", "One-time"], ["subscription", "Subscription"], ["marketplace", "Marketplace"]),
        },
      ],
    },
    {
      key: "payment.currencies",
      title: "Currencies and regions",
      help: "Where you sell and in which currencies. Codes are checked.",
      required: true,
      fields: [
        { key: "currencies", label: "Currencies", type: "list", of: "currency", required: true, example: "EUR, USD" },
        { key: "regions", label: "Regions", type: "list", of: "region", required: true, example: "DE, FR, US" },
      ],
    },
    {
      key: "payment.refunds_disputes",
      title: "Refunds and disputes",
      help: "What a customer can rely on, and who answers a dispute in time.",
      required: true,
      fields: [
        { key: "window_days", label: "Refund window", type: "number", unit: "days", required: true },
        text("who_may_refund", "Who may refund"),
        text("dispute_owner", "Who collects the evidence for a dispute"),
        text("dispute_sla", "Time to answer a dispute"),
      ],
    },
    {
      key: "payment.tax",
      title: "Tax",
      help: "Who computes it, where you are registered, and what an invoice must show.",
      required: true,
      fields: [
        {
          key: "computed_by",
          label: "Computed by",
          type: "select",
          required: true,
          options: options(
            ["provider", "The payment provider"],
            ["us", "Our own code"],
            ["third_party", "A third party"],
          ),
        },
        text("registrations", "Registrations"),
        text("invoice_fields", "Fields of an invoice"),
      ],
    },
    webhooks(true),
    classification(true),
    architecture(false),
    operations,
  ],
};
