import { EmailConfig, WebhookConfig } from "#lib/alerts/schema.ts";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { db } from "#lib/db/client.ts";
import { readIntegrations } from "./read-integrations.ts";
import type { WorkspaceFile } from "./schema.ts";

const byName = { orderBy: [{ name: "asc" as const }, { createdAt: "asc" as const }] };

/** What people wrote in this workspace, by name instead of by id, so that another installation can take it. */
export async function exportWorkspace(ctx: Ctx): Promise<WorkspaceFile> {
  authorize(ctx, "workspace:read");
  const mine = { where: { workspaceId: ctx.workspaceId, deletedAt: null }, ...byName };
  const workspace = await db().workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const slugs = new Map(
    (await db().integration.findMany({ where: { workspaceId: ctx.workspaceId } })).map((row) => [row.id, row.slug]),
  );
  const slugOf = (id: string | null) => (id === null ? null : (slugs.get(id) ?? null));
  const credentials = await db().credential.findMany(mine);
  const connections = await db().connection.findMany({ ...mine, include: { credential: true } });
  const sources = await db().source.findMany(mine);
  const destinations = await db().destination.findMany({
    ...mine,
    where: { ...mine.where, isDrill: false },
    include: { runtime: true },
  });
  const routes = await db().route.findMany({
    where: { workspaceId: ctx.workspaceId, deletedAt: null, isDrill: false, source: { deletedAt: null } },
    orderBy: { createdAt: "asc" },
    include: { source: true, destination: true },
  });
  const flags = await db().flag.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: { key: "asc" },
    include: { environments: true },
  });
  const channels = await db().channel.findMany(mine);
  const rules = await db().alertRule.findMany(mine);
  const channelName = new Map(channels.map((row) => [row.id, row.name]));
  const placed = (row: { name: string; integrationId: string | null; environment: "test" | "live" }) => ({
    name: row.name,
    integration: slugOf(row.integrationId),
    environment: row.environment,
  });

  return {
    format: "interlock.workspace",
    version: 1,
    exportedAt: ctx.now().toISOString(),
    workspace: { slug: workspace.slug, name: workspace.name, policies: asObject(workspace.policies) },
    integrations: await readIntegrations(ctx),
    credentials: credentials.map((row) => ({
      ...placed(row),
      kind: row.kind,
      username: row.username,
      reference: row.reference,
    })),
    connections: connections.map((row) => ({
      ...placed(row),
      credential: row.credential?.deletedAt === null ? row.credential.name : null,
      settings: withoutNulls({
        baseUrl: row.baseUrl,
        auth: row.auth,
        authHeader: row.authHeader,
        testMethod: row.testMethod,
        testPath: row.testPath,
        timeoutMs: row.timeoutMs,
      }),
    })),
    sources: sources.map((row) => ({
      ...placed(row),
      secrets: [],
      settings: withoutNulls({
        preset: row.preset,
        scheme: row.scheme,
        toleranceSeconds: row.toleranceSeconds,
        dedupeKey: row.dedupeKey,
        dedupeTtlHours: row.dedupeTtlHours,
        ackMode: row.ackMode,
        maxBodyBytes: row.maxBodyBytes,
        ratePerS: row.ratePerS,
      }),
    })),
    destinations: destinations.map((row) => ({
      ...placed(row),
      settings: {
        url: row.url,
        retry: { scheduleSeconds: row.retrySchedule },
        timeoutMs: row.timeoutMs,
        headers: row.headers,
        maxInflight: row.runtime?.maxInflight ?? 10,
        ratePerS: row.runtime?.ratePerS ?? null,
      },
    })),
    routes: routes
      .filter((row) => row.destination === null || (row.destination.deletedAt === null && !row.destination.isDrill))
      .map((row) => ({
        source: row.source.name,
        environment: row.source.environment,
        destination: row.destination?.name ?? null,
        action: row.action,
        eventTypes: row.eventTypes,
        enabled: row.enabled,
      })),
    flags: flags.map((row) => ({
      key: row.key,
      integration: slugOf(row.integrationId),
      states: { test: isOn(row.environments, "test"), live: isOn(row.environments, "live") },
      settings: withoutNulls({
        type: row.type,
        description: row.description,
        onUnavailable: row.onUnavailable,
        defaultValue: row.defaultValue,
        expiresAt: row.expiresAt?.toISOString(),
      }),
    })),
    channels: channels.map((row) => ({
      name: row.name,
      kind: row.kind,
      settings: row.kind === "webhook" ? WebhookConfig.parse(row.config) : emailSettings(row.config),
    })),
    rules: rules.map((row) => ({
      name: row.name,
      channels: row.channelIds.flatMap((id) => channelName.get(id) ?? []),
      settings: {
        ...asObject(row.params),
        kind: row.kind,
        integration: slugOf(row.integrationId),
        environment: row.environment,
        forSeconds: row.forSeconds,
        keepFiringSeconds: row.keepFiringSeconds,
        severity: row.severity,
        runbook: row.runbook,
        enabled: row.enabled,
      },
    })),
  };
}

/** The password of the mail server stays behind, like every secret. */
function emailSettings(config: unknown): Record<string, unknown> {
  const { to, smtp } = EmailConfig.parse(config);
  if (smtp === null) return { to };
  return withoutNulls({
    to,
    smtpHost: smtp.host,
    smtpPort: smtp.port,
    smtpSecure: smtp.secure,
    smtpUser: smtp.user,
    smtpFrom: smtp.from,
  });
}

function isOn(states: readonly { environment: string; enabled: boolean }[], environment: string): boolean {
  return states.find((state) => state.environment === environment)?.enabled ?? false;
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function withoutNulls(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
