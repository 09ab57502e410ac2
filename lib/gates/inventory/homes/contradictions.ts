import type { Homes } from "../home.ts";

/** Where each of the twelve disagreements between the seed documents is settled. */
export const contradictions: Homes = {
  "X-1": "model Source.ackMode",
  "X-2": "code lib/webhooks/dispatch/retry-policy.ts decide",
  "X-3": [
    "code lib/webhooks/dispatch/retry-policy.ts decide",
    "code lib/integrations/policy.ts ERROR_CLASS_WORDS",
    "planned outbound client",
  ],
  "X-4": "planned handoffs",
  "X-5": "planned manifest",
  "X-6": "code lib/integrations/policy.ts advisePattern",
  "X-7": "code lib/integrations/policy.ts PATTERN_WORDS",
  "X-8": ["item PAY-CMP-3", "item FLAG-OPS-4", "item GPOST-SEC-3"],
  "X-9": ["model ReviewState", "item PAY-CMP-4", "item GPOST-SEC-1"],
  "X-10": ["code lib/log/redact.ts redactText", "planned operations"],
  "X-11": "model Delivery.nextAttemptAt",
  "X-12": "planned compliance",
};
