import { randomBytes } from "node:crypto";
import { createChannel } from "#lib/alerts/create-channel.ts";
import { createRule } from "#lib/alerts/create-rule.ts";
import { createToken } from "#lib/auth/create-token.ts";
import { createConnection } from "#lib/connections/create-connection.ts";
import { createCredential } from "#lib/connections/create-credential.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { defineFlag } from "#lib/flags/define-flag.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { requestWaiver } from "#lib/gates/waive.ts";
import { storeEvents } from "#lib/testing/deliveries.ts";
import { makeWorkspace, type TestWorkspace } from "#lib/testing/factories.ts";
import { createDestination } from "#lib/webhooks/create-destination.ts";
import { createSource } from "#lib/webhooks/create-source.ts";
import { createRoute } from "#lib/webhooks/write-route.ts";

/** A workspace with one of everything. Every name in it carries `marker`, which nobody outside may ever read. */
export type World = {
  workspace: TestWorkspace;
  admin: Ctx;
  marker: string;
  slug: string;
  /** By the first segment of a path of the API, and by the page's folder: what stands in its parameter. */
  ids: Record<string, string>;
};

export async function makeWorld(): Promise<World> {
  const workspace = await makeWorkspace();
  const admin = await workspace.as("admin");
  const marker = `marker${randomBytes(6).toString("hex")}`;
  const slug = `i-${marker}`;
  await startIntegration(admin, { name: marker, slug, kind: "payment", description: marker });
  const environment = "test";
  const source = await createSource(admin, {
    name: marker,
    environment,
    integration: slug,
    preset: "stripe",
    secrets: [`whsec_${marker}`],
  });
  const destination = await createDestination(admin, { name: marker, environment, url: "http://127.0.0.1:9/hook" });
  const route = await createRoute(admin, {
    sourceId: source.id,
    destinationId: destination.id,
    eventTypes: [marker],
  });
  const credential = await createCredential(admin, { environment, name: marker, kind: "bearer", value: marker });
  const connection = await createConnection(admin, { environment, name: marker, baseUrl: "http://127.0.0.1:9" });
  const key = `f.${marker}`;
  await defineFlag(admin, { key, type: "kill_switch", integration: slug, description: marker });
  const channel = await createChannel(admin, { kind: "webhook", name: marker, url: "http://127.0.0.1:9/alerts" });
  const rule = await createRule(admin, { kind: "breaker_open", name: marker, runbook: "breaker-open" });
  const waiver = await requestWaiver(await workspace.as("engineer"), {
    slug,
    key: "PAY-TST-4",
    reason: `For ${marker} alone.`,
    days: 7,
  });
  const token = await createToken(admin, { name: marker, role: "viewer", expiresInDays: 1 });
  const secret = await db().sourceSecret.findFirstOrThrow({ where: { sourceId: source.id } });
  const lane = { sourceId: source.id, routeId: route.id, destinationId: destination.id };
  const owned = { workspaceId: workspace.id, integrationId: null, environment: "test" as const };
  // Far from due: what the product's own worker does meanwhile is no part of this.
  const [delivery] = await storeEvents(
    { ...lane, ...owned, secret: "" },
    { type: marker, delivery: { nextAttemptAt: new Date(Date.now() + 86_400_000) } },
  );
  return {
    workspace,
    admin,
    marker,
    slug,
    ids: {
      integrations: slug,
      gates: slug,
      sources: source.id,
      "source-secrets": secret.id,
      destinations: destination.id,
      routes: route.id,
      credentials: credential.id,
      connections: connection.id,
      flags: key,
      channels: channel.id,
      "alert-rules": rule.id,
      rules: rule.id,
      waivers: waiver.id,
      tokens: token.id,
      events: delivery?.eventId ?? "",
      deliveries: delivery?.id ?? "",
      ...(await insertRows(workspace.id, { marker, slug, sourceId: source.id, ruleId: rule.id })),
    },
  };
}

/** What only the product's own processes write. */
async function insertRows(
  workspaceId: string,
  { marker, slug, sourceId, ruleId }: { marker: string; slug: string; sourceId: string; ruleId: string },
): Promise<Record<string, string>> {
  const [alerts, quarantine, replays, drills] = [newId(), newId(), newId(), newId()];
  const traceId = randomBytes(16).toString("hex");
  const environment = "test" as const;
  const integration = await db().integration.findFirstOrThrow({ where: { workspaceId, slug } });
  await db().alert.create({
    data: {
      id: alerts,
      workspaceId,
      ruleId,
      fingerprint: marker,
      labels: { marker },
      state: "firing",
      severity: "warn",
      summary: marker,
      firedAt: new Date(),
    },
  });
  await db().quarantine.create({
    data: {
      id: quarantine,
      workspaceId,
      sourceId,
      environment,
      reason: "bad_signature",
      detail: marker,
      headers: new Uint8Array(Buffer.from("[]")),
      body: new Uint8Array(Buffer.from(marker)),
      bodyBytes: marker.length,
      traceId,
      receivedAt: new Date(),
    },
  });
  const by = { createdById: "nobody", createdByLabel: marker };
  await db().replay.create({
    data: { id: replays, workspaceId, environment, filter: {}, reason: marker, state: "done", ...by },
  });
  await db().drillRun.create({
    data: {
      id: drills,
      workspaceId,
      integrationId: integration.id,
      kind: "webhook_suite",
      state: "passed",
      error: marker,
      startedById: "nobody",
      startedByLabel: marker,
      traceId,
    },
  });
  return { alerts, quarantine, replays, drills };
}

/** A path of the API with this world's own ids; a new kind of object has to be taught here. */
export function pathIn(world: World, path: string): string {
  const [, head = ""] = path.split("/");
  const own = world.ids[head];
  return path.replace(/\{(\w+)\}/g, (_, name: string, at: number) => {
    const fixed = { gate: "design", itemKey: "PAY-TST-4", name: "PAYMENT-DESIGN.md", environment: "test" }[name];
    const isFirst = path.indexOf("{") === at;
    const value = isFirst ? own : fixed;
    if (value === undefined) throw new Error(`${path}: teach e2e/attacks/world.ts what stands for {${name}}.`);
    return value;
  });
}

export function auditRows(world: World): Promise<number> {
  return db().auditEntry.count({ where: { workspaceId: world.workspace.id } });
}
