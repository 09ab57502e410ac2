import type { Preset, ProviderManifest } from "./schema.ts";

/** What is known about each provider. Facts, not code: the recipes are in `scheme.ts`. */
export const CATALOGUE: readonly ProviderManifest[] = [
  {
    preset: "stripe",
    name: "Stripe",
    summary: "Payments, subscriptions, invoices and disputes as signed JSON events.",
    docsUrl: "https://docs.stripe.com/webhooks",
    recipe: {
      signatureHeader: "Stripe-Signature: t=…,v1=…",
      signedString: "{t}.{body}",
      algorithm: "HMAC-SHA256, hex",
      tolerance: "5 min in both directions",
      eventId: "id in the body",
      eventType: "type in the body",
      secret: "whsec_… exactly as shown for the endpoint, not decoded",
    },
    quirks: [
      "Events arrive in no particular order and may arrive twice. Interlock stores each id once.",
      "While a secret is rolled, the header carries one v1 for each secret. Add the new secret before you retire the old one.",
      "v0 signatures belong to test tools and are ignored.",
      "Each endpoint has its own secret, and the command-line tool has another.",
      "Stripe's own Node library accepts timestamps from the future. Interlock does not.",
    ],
    limits: [
      { what: "Retries, live", value: "up to 3 days, with growing pauses" },
      { what: "Retries, sandbox", value: "3 within a few hours" },
      { what: "Disabled endpoint", value: "no retries for the events of that time" },
    ],
    checkedWith: "Signed by stripe 23.1.0 in the test suite",
  },
  {
    preset: "github",
    name: "GitHub",
    summary: "Repository, organisation and app events.",
    docsUrl: "https://docs.github.com/en/webhooks",
    recipe: {
      signatureHeader: "X-Hub-Signature-256: sha256=…",
      signedString: "{body}",
      algorithm: "HMAC-SHA256, hex",
      tolerance: "none: the signature carries no time",
      eventId: "X-GitHub-Delivery",
      eventType: "X-GitHub-Event, and the body's action: issues.opened",
      secret: "the text that you typed into the webhook's settings",
    },
    quirks: [
      "GitHub does not send a failed delivery again on its own. Ask for it in the webhook's settings or through the API.",
      "Creating the webhook sends a ping event, signed like every other.",
      "The old SHA-1 header is not accepted.",
      "A webhook of content type form signs the raw form body. Choose application/json to have readable events.",
      "Without a signed time, a repeat is recognised by its delivery id alone.",
    ],
    limits: [
      { what: "Answer within", value: "10 s" },
      { what: "Automatic retries", value: "none" },
    ],
    checkedWith: "Signed by @octokit/webhooks-methods 6.0.0 in the test suite",
  },
  {
    preset: "standard_webhooks",
    name: "Standard Webhooks",
    summary:
      "The shared convention of Svix, Clerk, Resend, OpenAI, Replicate and others. Interlock's own deliveries use it too.",
    docsUrl: "https://www.standardwebhooks.com",
    recipe: {
      signatureHeader: "webhook-signature: v1,… (or svix-signature)",
      signedString: "{webhook-id}.{webhook-timestamp}.{body}",
      algorithm: "HMAC-SHA256, base64",
      tolerance: "5 min in both directions",
      eventId: "webhook-id (or svix-id)",
      eventType: "type in the body",
      secret: "whsec_ and base64; what follows whsec_ is decoded",
    },
    quirks: [
      "Several signatures, separated by spaces, are there while a secret is rotated. Any of them may fit.",
      "The id stays the same when the sender tries again.",
      "An id with a full stop is refused: it would blur the signed string.",
      "v1a signatures (ed25519) are ignored.",
    ],
    limits: [
      { what: "Answer within", value: "15 to 30 s, by the sender" },
      { what: "Suggested retries", value: "10 in about 3 days" },
      { what: "Body", value: "below 20 kB is recommended to senders" },
    ],
    checkedWith: "Signed by standardwebhooks 1.1.1 in the test suite",
  },
  {
    preset: "generic_hmac",
    name: "Any HMAC",
    summary: "For a provider that signs the body with a shared secret. Describe its recipe and test it with a sample.",
    docsUrl: null,
    recipe: {
      signatureHeader: "any header, with an optional prefix",
      signedString: "a template of {id}, {ts} and {body}",
      algorithm: "HMAC-SHA1, SHA256 or SHA512, hex or base64",
      tolerance: "yours, when the time is signed",
      eventId: "a header, a field of the body, or the hash of the body",
      eventType: "a header or a field of the body",
      secret: "as text, hex or base64",
    },
    quirks: [
      "The algorithm is fixed by the source. What a request says about it is ignored.",
      "A timestamp counts only when it is part of the signed string.",
      "Without an id, two different events with the same bytes count as one.",
    ],
    limits: [],
    checkedWith: "Checked against signatures of node:crypto in the test suite",
  },
];

export function providerOf(preset: Preset): ProviderManifest {
  const found = CATALOGUE.find((entry) => entry.preset === preset);
  if (!found) throw new TypeError(`The catalogue has no entry for ${preset}.`);
  return found;
}
