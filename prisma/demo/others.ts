import { createChannel } from "#lib/alerts/create-channel.ts";
import { ensureDefaultRules } from "#lib/alerts/ensure-default-rules.ts";
import { testChannel } from "#lib/alerts/test-channel.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { setFlagState } from "#lib/flags/set-flag-state.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { PAYMENT } from "./payment.ts";
import type { Cast } from "./people.ts";

/** The neighbours of the payment integration, each at its beginning. */
export async function startOthers(cast: Cast): Promise<void> {
  const { colleague, engineer } = cast;
  await startIntegration(colleague, {
    slug: "content-search",
    name: "Content search",
    kind: "search",
    description: "We need to add full-text search across our content",
    systems: [
      { name: "Content store", kind: "Database", authMethod: "mTLS", apiType: "SQL" },
      { name: "Search engine", kind: "Search", authMethod: "API key", apiType: "REST" },
    ],
    flows: [
      {
        name: "Index updates",
        from: "Content store",
        to: "Search engine",
        direction: "outbound",
        mode: "event",
        trigger: "article saved",
        mapping: "",
      },
    ],
    owners: [{ userId: colleague.actor.id, discipline: "search-engineer" }],
  });
  await startIntegration(colleague, {
    slug: "profile-uploads",
    name: "Profile uploads",
    kind: "files",
    description: "Users need to upload images and documents to their profiles",
    systems: [
      { name: "Object storage", kind: "Storage", authMethod: "Signed URL", apiType: "S3" },
      { name: "CDN", kind: "Delivery network", authMethod: "API key", apiType: "REST" },
    ],
    flows: [],
    owners: [{ userId: colleague.actor.id, discipline: "file-media-handler" }],
  });
  await startIntegration(engineer, {
    slug: "progressive-rollout",
    name: "Progressive rollout",
    kind: "flags",
    description: "We want to gradually roll out features to users",
    systems: [
      { name: "Shop", kind: "Own service", authMethod: "Token", apiType: "OFREP" },
      { name: "Interlock flags", kind: "Flag service", authMethod: "Token", apiType: "OFREP" },
    ],
    flows: [],
    owners: [{ userId: engineer.actor.id, discipline: "feature-flag-manager" }],
  });
}

export async function raiseFlags(cast: Cast): Promise<void> {
  const { engineer } = cast;
  await defineFlag(engineer, {
    key: "pay.stripe.kill",
    type: "kill_switch",
    description: "Stops every delivery of Stripe's events at once",
    integration: PAYMENT,
  });
  await defineFlag(engineer, {
    key: "checkout.sepa",
    type: "release",
    description: "Offers SEPA debit in the checkout",
    integration: "progressive-rollout",
  });
  await defineFlag(engineer, { key: "maps.new-legend", type: "release", description: "The legend with fewer colours" });
  await setFlagState(engineer, {
    key: "checkout.sepa",
    environment: "test",
    enabled: true,
    reason: "Ready for testers",
  });
}

/** Rules from the first day, and a signed webhook channel to the simulator. */
export async function watch(cast: Cast, simulator: string): Promise<void> {
  const channel = await createChannel(cast.admin, {
    kind: "webhook",
    name: "On call (simulated)",
    url: `${simulator}/alerts`,
  });
  await testChannel(cast.admin, { id: channel.id });
  await ensureDefaultRules(cast.admin, { channelIds: [channel.id] });
}
