import type { World } from "./world.ts";

type Body = Record<string, unknown>;

const reason = "A reason that is long enough.";

/** A body that each writing call takes, naming what is in the world. A call without one here cannot be attacked. */
export const BODIES: Record<string, (world: World) => Body> = {
  "POST /integrations": () => ({ name: "Made by an attack", kind: "payment" }),
  "PATCH /integrations/{slug}": () => ({ name: "changed" }),
  "DELETE /integrations/{slug}": () => ({}),
  "PATCH /integrations/{slug}/checklist/{itemKey}": () => ({ state: "not_applicable", reason }),
  "POST /integrations/{slug}/traffic": () => ({ action: "stop", reason }),
  "POST /gates/{slug}/{gate}/decisions": () => ({ decision: "reject", comment: reason }),
  "POST /waivers": ({ slug }) => ({ integration: slug, itemKey: "PAY-TST-2", reason, days: 7 }),
  "POST /waivers/{waiverId}/decisions": () => ({ decision: "deny", comment: reason }),
  "POST /drills": ({ slug }) => ({ integration: slug, kind: "webhook_suite" }),
  "POST /connections": ({ slug }) => ({
    environment: "test",
    integration: slug,
    name: "x",
    baseUrl: "http://127.0.0.1:9",
  }),
  "PATCH /connections/{id}": () => ({ name: "changed" }),
  "DELETE /connections/{id}": () => ({}),
  "POST /connections/{id}/test": () => ({}),
  "POST /credentials": ({ slug }) => ({
    environment: "test",
    integration: slug,
    name: "x",
    kind: "bearer",
    value: "v",
  }),
  "POST /credentials/{id}/rotate": () => ({ value: "another value" }),
  "DELETE /credentials/{id}": () => ({}),
  "POST /sources": ({ slug }) => ({
    name: "x",
    environment: "test",
    integration: slug,
    preset: "stripe",
    secrets: ["whsec_of_an_attack_0123456789"],
  }),
  "PATCH /sources/{id}": () => ({ name: "changed" }),
  "DELETE /sources/{id}": () => ({}),
  "POST /sources/{id}/pause": () => ({ reason }),
  "POST /sources/{id}/resume": () => ({}),
  "POST /sources/{id}/secrets": () => ({ secret: "whsec_of_an_attack_9876543210" }),
  "POST /source-secrets/{id}/retire": () => ({}),
  "POST /destinations": ({ slug }) => ({
    name: "x",
    environment: "test",
    integration: slug,
    url: "http://127.0.0.1:9/x",
  }),
  "PATCH /destinations/{id}": () => ({ name: "changed" }),
  "DELETE /destinations/{id}": () => ({}),
  "POST /destinations/{id}/pause": () => ({ reason }),
  "POST /destinations/{id}/resume": () => ({}),
  "POST /destinations/{id}/secrets": () => ({}),
  "POST /routes": ({ ids }) => ({ sourceId: ids["sources"], destinationId: ids["destinations"], eventTypes: ["*"] }),
  "PATCH /routes/{id}": () => ({ enabled: false }),
  "DELETE /routes/{id}": () => ({}),
  "POST /quarantine/{id}/release": () => ({ reason }),
  "POST /quarantine/{id}/discard": () => ({ reason }),
  "POST /replays": ({ ids }) => ({ deliveryIds: [ids["deliveries"]] }),
  "DELETE /replays/{id}": () => ({}),
  "POST /deliveries/discard": ({ ids }) => ({ deliveryIds: [ids["deliveries"]], reason }),
  "POST /flags": ({ slug }) => ({ key: "made.by.attack", type: "release", integration: slug }),
  "PATCH /flags/{key}": () => ({ description: "changed" }),
  "DELETE /flags/{key}": () => ({}),
  "POST /flags/{key}/environments/{environment}": () => ({ enabled: false }),
  "POST /alerts/{id}/acknowledge": () => ({ note: "mine" }),
  "POST /alert-rules": ({ ids }) => ({
    kind: "breaker_open",
    name: "x",
    runbook: "breaker-open",
    channelIds: [ids["channels"]],
  }),
  "PUT /alert-rules/{id}": () => ({ name: "changed", runbook: "breaker-open" }),
  "DELETE /alert-rules/{id}": () => ({}),
  "POST /channels": () => ({ kind: "webhook", name: "x", url: "http://127.0.0.1:9/x" }),
  "DELETE /channels/{id}": () => ({}),
  "POST /channels/{id}/test": () => ({}),
  "POST /tokens": () => ({ name: "x", role: "admin" }),
  "DELETE /tokens/{tokenId}": () => ({}),
};

/** Creates that name nothing: in a stranger's own workspace they are his right. */
export const OWN_CREATES = new Set(["POST /integrations", "POST /channels", "POST /tokens"]);
