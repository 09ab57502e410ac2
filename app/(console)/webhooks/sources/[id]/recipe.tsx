import { CopyButton } from "#components/ui/copy-button.tsx";
import { KeyValues } from "#components/ui/key-values.tsx";
import { CodeBlock } from "#components/ui/payload.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { providerOf } from "#lib/providers/catalogue.ts";
import { GenericHmacConfig } from "#lib/providers/schema.ts";
import type { SourceDto } from "#lib/webhooks/source-schema.ts";

/** How the provider signs, and lines to point its own library here. */
export function Recipe({ source }: { source: SourceDto }) {
  const provider = providerOf(source.preset);
  const { recipe } = provider;
  const { point, send } = lines(source);
  return (
    <>
      {point ? (
        <Section title={`Point ${provider.name} here`} aside={<CopyButton text={point} label="Copy the lines" />}>
          <CodeBlock text={point} label="Lines that register the address" />
        </Section>
      ) : null}
      <Section
        title="Send a signed event yourself"
        note="Needs SECRET in the environment"
        aside={<CopyButton text={send} label="Copy the lines" />}
      >
        <CodeBlock text={send} label="Lines that send a signed event" />
      </Section>
      <Section title="Signature" note={provider.checkedWith}>
        <KeyValues
          rows={[
            { key: "Header", value: <span className="mono">{recipe.signatureHeader}</span> },
            { key: "Signed text", value: <span className="mono">{recipe.signedString}</span> },
            { key: "Algorithm", value: recipe.algorithm },
            { key: "Tolerance", value: recipe.tolerance },
            { key: "Event id", value: recipe.eventId },
            { key: "Event type", value: recipe.eventType },
          ]}
        />
        {provider.docsUrl ? (
          <p className="mt-3 text-13">
            <TextLink href={provider.docsUrl}>{provider.name} on webhooks</TextLink>
          </p>
        ) : null}
      </Section>
    </>
  );
}

function lines({ preset, ingestUrl: url, scheme }: SourceDto): { point: string | null; send: string } {
  switch (preset) {
    case "stripe":
      return {
        point: `const endpoint = await stripe.webhookEndpoints.create({\n  url: "${url}",\n  enabled_events: ["*"],\n});\n// endpoint.secret is the signing secret: add it above.`,
        send: `import Stripe from "stripe";\n\nconst stripe = new Stripe("sk_test_unused");\nconst payload = JSON.stringify({ id: "evt_" + Date.now(), object: "event", type: "invoice.paid", data: { object: { id: "in_1" } } });\nconst signature = stripe.webhooks.generateTestHeaderString({ payload, secret: process.env.SECRET });\nawait fetch("${url}", { method: "POST", headers: { "content-type": "application/json", "stripe-signature": signature }, body: payload });`,
      };
    case "github":
      return {
        point: `await octokit.request("POST /repos/{owner}/{repo}/hooks", {\n  owner, repo,\n  events: ["*"],\n  config: { url: "${url}", content_type: "json", secret: process.env.SECRET },\n});`,
        send: `import { sign } from "@octokit/webhooks-methods";\n\nconst payload = JSON.stringify({ action: "opened", issue: { number: 1 } });\nawait fetch("${url}", {\n  method: "POST",\n  headers: {\n    "content-type": "application/json",\n    "x-github-event": "issues",\n    "x-github-delivery": crypto.randomUUID(),\n    "x-hub-signature-256": await sign(process.env.SECRET, payload),\n  },\n  body: payload,\n});`,
      };
    case "standard_webhooks":
      return {
        point: null,
        send: `import { Webhook } from "standardwebhooks";\n\nconst id = "msg_" + crypto.randomUUID();\nconst now = new Date();\nconst payload = JSON.stringify({ type: "user.created", data: { id: "u_1" } });\nawait fetch("${url}", {\n  method: "POST",\n  headers: {\n    "content-type": "application/json",\n    "webhook-id": id,\n    "webhook-timestamp": String(Math.floor(now / 1000)),\n    "webhook-signature": new Webhook(process.env.SECRET).sign(id, now, payload),\n  },\n  body: payload,\n});`,
      };
    case "generic_hmac": {
      const parsed = GenericHmacConfig.safeParse(scheme);
      if (!parsed.success) return { point: null, send: "# The recipe of this source cannot be read." };
      const { algorithm, encoding, header, prefix, template } = parsed.data;
      const digest =
        encoding === "hex"
          ? `openssl dgst -${algorithm} -hmac "$SECRET" -r | cut -d" " -f1`
          : `openssl dgst -${algorithm} -hmac "$SECRET" -binary | base64`;
      const signed =
        template === "{body}"
          ? `"$BODY"`
          : `"${template.replace("{body}", "$BODY").replace("{ts}", "$TS").replace("{id}", "$ID")}"`;
      return {
        point: null,
        send: `BODY='{"type":"test"}'; TS=$(date +%s); ID=$(uuidgen)\nSIGNATURE=$(printf %s ${signed} | ${digest})\ncurl --data-binary "$BODY" -H "${header}: ${prefix}$SIGNATURE"${parsed.data.timestampHeader ? ` -H "${parsed.data.timestampHeader}: $TS"` : ""}${parsed.data.idHeader ? ` -H "${parsed.data.idHeader}: $ID"` : ""} ${url}`,
      };
    }
  }
}
