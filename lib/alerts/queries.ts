import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { isRuleKind, sayRule, specOf } from "./kinds.ts";
import {
  type AlertDto,
  type AlertState,
  type ChannelDto,
  EmailConfig,
  type RuleDto,
  type ToldDto,
  type TransitionDto,
  WebhookConfig,
} from "./schema.ts";
import { targetOf } from "./write-channel.ts";

const RECENT = 50;
const MAX_ROWS = 500;
const LATE_MS = 90_000;
const ORDER: Record<AlertState, number> = { firing: 0, acknowledged: 1, pending: 2, resolved: 3 };

export type AlertFilter = { environment?: "test" | "live"; state?: AlertState; rule?: string };

async function readAlerts(where: Record<string, unknown>, take = MAX_ROWS) {
  return db().alert.findMany({ where, include: { rule: true }, orderBy: { lastSeenAt: "desc" }, take });
}

type AlertRow = Awaited<ReturnType<typeof readAlerts>>[number];

function stringsOf(json: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(Object(json)).map(([name, value]) => [name, String(value)]));
}

function toAlert(row: AlertRow): AlertDto {
  return {
    id: row.id,
    ruleId: row.ruleId,
    rule: row.rule.name,
    kind: isRuleKind(row.rule.kind) ? row.rule.kind : "dead_letters",
    state: row.state,
    severity: row.severity,
    summary: row.summary,
    labels: stringsOf(row.labels),
    value: row.value,
    threshold: row.threshold,
    episode: row.episode,
    pendingAt: row.pendingAt.toISOString(),
    firedAt: row.firedAt?.toISOString() ?? null,
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    acknowledgedBy: row.acknowledgedByLabel,
    acknowledgeNote: row.acknowledgeNote,
    clearSince: row.clearSince?.toISOString() ?? null,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    lastSeenAt: row.lastSeenAt.toISOString(),
    forSeconds: row.rule.forSeconds,
    runbook: row.rule.runbook,
  };
}

/** What is open, firing first, then what resolved lately. Alerts that never fired leave no trace in the list. */
export async function listAlerts(ctx: Ctx, filter: AlertFilter = {}): Promise<AlertDto[]> {
  authorize(ctx, "workspace:read");
  const scope = {
    workspaceId: ctx.workspaceId,
    ...(filter.environment === undefined ? {} : { labels: { path: ["environment"], equals: filter.environment } }),
    ...(filter.rule === undefined || !isUuid(filter.rule) ? {} : { ruleId: filter.rule }),
  };
  const open =
    filter.state === "resolved" ? [] : await readAlerts({ ...scope, state: filter.state ?? { not: "resolved" } });
  const past =
    filter.state === undefined || filter.state === "resolved"
      ? await readAlerts({ ...scope, state: "resolved", firedAt: { not: null } }, RECENT)
      : [];
  return [...open.sort((a, b) => ORDER[a.state] - ORDER[b.state]), ...past].map(toAlert);
}

export async function getAlert(
  ctx: Ctx,
  id: string,
): Promise<{ alert: AlertDto; transitions: TransitionDto[]; told: ToldDto[] }> {
  authorize(ctx, "workspace:read");
  const { workspaceId } = ctx;
  const [row] = isUuid(id) ? await readAlerts({ id, workspaceId }, 1) : [];
  if (row === undefined) throw notFound("This alert");
  const [transitions, notifications] = await Promise.all([
    db().alertTransition.findMany({ where: { alertId: id, workspaceId }, orderBy: { id: "asc" } }),
    db().notification.findMany({ where: { alertId: id, workspaceId }, orderBy: { id: "asc" } }),
  ]);
  const channels = await db().channel.findMany({
    where: { workspaceId, id: { in: notifications.map(({ channelId }) => channelId) } },
    select: { id: true, name: true, kind: true },
  });
  const channelOf = new Map(channels.map((channel) => [channel.id, channel]));
  return {
    alert: toAlert(row),
    transitions: transitions.map(({ at, from, to, value, actorLabel }) => ({
      at: at.toISOString(),
      from,
      to,
      value,
      actor: actorLabel,
    })),
    told: notifications.map((sent) => ({
      channel: channelOf.get(sent.channelId)?.name ?? "a channel that was deleted",
      kind: channelOf.get(sent.channelId)?.kind ?? "webhook",
      transition: sent.transition,
      state: sent.state,
      attempts: sent.attempts,
      lastError: sent.lastError,
      sentAt: sent.sentAt?.toISOString() ?? null,
      nextAttemptAt: sent.nextAttemptAt.toISOString(),
    })),
  };
}

/** The number in the rail: what fires and nobody has. */
export async function countFiringAlerts(ctx: Ctx): Promise<number> {
  authorize(ctx, "workspace:read");
  return db().alert.count({ where: { workspaceId: ctx.workspaceId, state: "firing" } });
}

export type AlertOverview = {
  firing: number;
  acknowledged: number;
  pending: number;
  rules: number;
  quiet: number;
  broken: number;
  channels: number;
  /** The oldest "last checked" of the rules that are on; null when one was never checked. */
  checkedAt: string | null;
  /** Several rounds were missed: nobody evaluates. */
  late: boolean;
};

export async function getAlertOverview(ctx: Ctx): Promise<AlertOverview> {
  authorize(ctx, "workspace:read");
  const { workspaceId } = ctx;
  const [groups, rules, channels, busy] = await Promise.all([
    db().alert.groupBy({ by: ["state"], where: { workspaceId, state: { not: "resolved" } }, _count: true }),
    db().alertRule.findMany({
      where: { workspaceId, deletedAt: null, enabled: true },
      select: { id: true, lastEvaluatedAt: true, lastError: true },
    }),
    db().channel.count({ where: { workspaceId, deletedAt: null } }),
    db().alert.findMany({
      where: { workspaceId, state: { not: "resolved" } },
      distinct: ["ruleId"],
      select: { ruleId: true },
    }),
  ]);
  const of = (state: AlertState) => groups.find((group) => group.state === state)?._count ?? 0;
  const loud = new Set(busy.map(({ ruleId }) => ruleId));
  const times = rules.map(({ lastEvaluatedAt }) => lastEvaluatedAt?.getTime() ?? 0);
  const oldest = times.length === 0 ? 0 : Math.min(...times);
  return {
    firing: of("firing"),
    acknowledged: of("acknowledged"),
    pending: of("pending"),
    rules: rules.length,
    quiet: rules.filter(({ id }) => !loud.has(id)).length,
    broken: rules.filter(({ lastError }) => lastError !== null).length,
    channels,
    checkedAt: oldest === 0 ? null : new Date(oldest).toISOString(),
    late: oldest > 0 && ctx.now().getTime() - oldest > LATE_MS,
  };
}

export async function listRules(ctx: Ctx, filter: { integration?: string } = {}): Promise<RuleDto[]> {
  authorize(ctx, "workspace:read");
  const { workspaceId } = ctx;
  const rules = await db().alertRule.findMany({
    where: { workspaceId, deletedAt: null },
    orderBy: [{ enabled: "desc" }, { name: "asc" }],
    take: MAX_ROWS,
  });
  const [integrations, channels, open] = await Promise.all([
    db().integration.findMany({ where: { workspaceId }, select: { id: true, slug: true, name: true } }),
    db().channel.findMany({ where: { workspaceId, deletedAt: null }, select: { id: true, name: true } }),
    db().alert.groupBy({
      by: ["ruleId"],
      where: { workspaceId, state: { in: ["firing", "acknowledged"] } },
      _count: true,
    }),
  ]);
  const integrationOf = new Map(integrations.map(({ id, slug, name }) => [id, { slug, name }]));
  const openOf = new Map(open.map(({ ruleId, _count }) => [ruleId, _count]));
  return rules
    .filter(({ kind }) => isRuleKind(kind))
    .map((rule): RuleDto => {
      const kind = isRuleKind(rule.kind) ? rule.kind : "dead_letters";
      const spec = specOf(kind, rule.params);
      return {
        id: rule.id,
        kind,
        name: rule.name,
        integration: integrationOf.get(rule.integrationId ?? "") ?? null,
        environment: rule.environment,
        params: { ...spec.params },
        says: sayRule(spec),
        forSeconds: rule.forSeconds,
        keepFiringSeconds: rule.keepFiringSeconds,
        severity: rule.severity,
        runbook: rule.runbook,
        enabled: rule.enabled,
        channels: channels.filter(({ id }) => rule.channelIds.includes(id)),
        lastEvaluatedAt: rule.lastEvaluatedAt?.toISOString() ?? null,
        lastError: rule.lastError,
        open: openOf.get(rule.id) ?? 0,
      };
    })
    .filter(
      // Rules of the whole workspace watch every integration.
      ({ integration }) =>
        filter.integration === undefined || integration === null || integration.slug === filter.integration,
    );
}

export async function getRule(ctx: Ctx, id: string): Promise<RuleDto> {
  const rule = (await listRules(ctx)).find((item) => item.id === id);
  if (rule === undefined) throw notFound("This rule");
  return rule;
}

export async function listChannels(ctx: Ctx): Promise<ChannelDto[]> {
  authorize(ctx, "workspace:read");
  const { workspaceId } = ctx;
  const [channels, rules] = await Promise.all([
    db().channel.findMany({ where: { workspaceId, deletedAt: null }, orderBy: { name: "asc" }, take: MAX_ROWS }),
    db().alertRule.findMany({ where: { workspaceId, deletedAt: null }, select: { channelIds: true } }),
  ]);
  return channels.map(({ id, kind, name, config, lastFour, enabled, lastTestAt, lastTestOutcome, lastTestDetail }) => ({
    id,
    kind,
    name,
    target: targetOf(kind, config),
    config: kind === "webhook" ? WebhookConfig.parse(config) : emailConfig(config),
    lastFour,
    enabled,
    lastTestAt: lastTestAt?.toISOString() ?? null,
    lastTestOutcome,
    lastTestDetail,
    rules: rules.filter(({ channelIds }) => channelIds.includes(id)).length,
  }));
}

function emailConfig(config: unknown): ChannelDto["config"] {
  const { to, smtp } = EmailConfig.parse(config);
  if (smtp === null) return { to, smtp };
  const { host, port, secure, user, from } = smtp;
  return {
    to,
    smtp: { host, port, secure, ...(user === undefined ? {} : { user }), ...(from === undefined ? {} : { from }) },
  };
}

export async function getChannel(ctx: Ctx, id: string): Promise<ChannelDto> {
  const channel = (await listChannels(ctx)).find((item) => item.id === id);
  if (channel === undefined) throw notFound("This channel");
  return channel;
}

/** Whether the operator set a mail server for the whole installation. */
export function hasMailServer(): boolean {
  return env().SMTP_URL !== undefined;
}
