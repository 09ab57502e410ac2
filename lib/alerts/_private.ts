import { createHash } from "node:crypto";
import type { Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { env } from "#lib/env.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { mayMove } from "./policy.ts";
import type { AlertState, Severity } from "./schema.ts";

/** The same rule and the same things are the same alert, whatever they are called today. */
export function fingerprintOf(ruleId: string, identity: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(Object.entries(identity).sort(([a], [b]) => (a < b ? -1 : 1)));
  return createHash("sha256").update(`${ruleId}\u0000${text}`).digest("hex").slice(0, 32);
}

export async function integrationIdOf(tx: Tx, ctx: Ctx, slug: string): Promise<string> {
  const found = await tx.integration.findUnique({
    where: { workspaceId_slug: { workspaceId: ctx.workspaceId, slug } },
    select: { id: true },
  });
  if (found === null) throw notFound(`The integration ${slug}`);
  return found.id;
}

export async function assertChannels(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const known = await tx.channel.count({
    where: { workspaceId: ctx.workspaceId, id: { in: [...ids] }, deletedAt: null },
  });
  if (known !== new Set(ids).size)
    throw invalid("One of these channels no longer exists. Reload and choose again.", {
      channelIds: ["Choose channels of this workspace."],
    });
}

/** A rule of the whole workspace, and every channel, is a fact about each of its integrations. */
export async function watchersChanged(tx: Tx, ctx: Ctx, integrationId: string | null): Promise<void> {
  if (integrationId !== null) return factsChanged(tx, ctx, integrationId);
  const integrations = await tx.integration.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    select: { id: true },
  });
  for (const { id } of integrations) await factsChanged(tx, ctx, id);
}

/** What a notification needs to know of an alert and its rule. */
export type Told = {
  id: string;
  workspaceId: string;
  fingerprint: string;
  episode: number;
  severity: Severity;
  summary: string;
  labels: Prisma.JsonValue;
  value: number | null;
  threshold: number | null;
  pendingAt: Date;
  firedAt: Date | null;
  resolvedAt: Date | null;
  rule: { id: string; name: string; kind: string; runbook: string; channelIds: string[] };
};

export type Transition = "firing" | "acknowledged" | "resolved";

export function runbookUrl(runbook: string): string {
  return runbook === "" || runbook.includes("://") ? runbook : `${env().PUBLIC_URL}/runbooks/${runbook}`;
}

/** The generic alert body, in the words of Alertmanager. Carries no payload of anybody's events. */
export function alertPayload(alert: Told, transition: Transition, at: Date): Prisma.InputJsonObject {
  return {
    type: `alert.${transition}`,
    timestamp: at.toISOString(),
    data: {
      id: alert.id,
      rule: alert.rule.name,
      kind: alert.rule.kind,
      fingerprint: alert.fingerprint,
      episode: alert.episode,
      severity: alert.severity,
      status: transition,
      labels: alert.labels ?? {},
      annotations: { summary: alert.summary, runbook_url: runbookUrl(alert.rule.runbook) },
      value: alert.value,
      threshold: alert.threshold,
      starts_at: (alert.firedAt ?? alert.pendingAt).toISOString(),
      ends_at: alert.resolvedAt === null ? null : alert.resolvedAt.toISOString(),
      url: `${env().PUBLIC_URL}/alerts/${alert.id}`,
      group: { key: `${alert.rule.id}:${alert.fingerprint}`, count: 1, truncated: false },
    },
  };
}

/**
 * One row a transition and channel, in the transaction of the transition. Whoever was not told that it fires is not
 * told that it stopped: "resolved" without "firing" says something to nobody.
 */
export async function queueNotifications(tx: Tx, alert: Told, transition: Transition, at: Date): Promise<number> {
  const { id: alertId, workspaceId, episode } = alert;
  const enabled = await tx.channel.findMany({
    where: { workspaceId, id: { in: alert.rule.channelIds }, enabled: true, deletedAt: null },
    select: { id: true },
  });
  let channelIds = enabled.map(({ id }) => id);
  if (transition !== "firing") {
    const told = await tx.notification.findMany({
      where: { alertId, episode, transition: "firing", state: { in: ["queued", "sent"] } },
      select: { channelId: true },
    });
    // A channel that left the rule since then is still owed the end of what it was told.
    const owed = await tx.channel.findMany({
      where: { id: { in: told.map(({ channelId }) => channelId) }, deletedAt: null, enabled: true },
      select: { id: true },
    });
    channelIds = owed.map(({ id }) => id);
  }
  const payload = alertPayload(alert, transition, at);
  const { count } = await tx.notification.createMany({
    data: channelIds.map((channelId) => ({
      id: newId(),
      workspaceId,
      channelId,
      alertId,
      episode,
      transition,
      payload,
      nextAttemptAt: at,
      createdAt: at,
    })),
    skipDuplicates: true,
  });
  return count;
}

type Move = { to: AlertState; at: Date; value: number | null; actor: string };

export async function recordTransition(
  tx: Tx,
  alert: { id: string; workspaceId: string; state: AlertState | null },
  { to, at, value, actor }: Move,
): Promise<void> {
  if (alert.state !== null && !mayMove(alert.state, to))
    throw new Error(`An alert cannot go from ${alert.state} to ${to}.`);
  await tx.alertTransition.create({
    data: {
      id: newId(),
      workspaceId: alert.workspaceId,
      alertId: alert.id,
      from: alert.state,
      to,
      at,
      value,
      actorLabel: actor,
    },
  });
}

/** Ends what a rule has open, because a person took the rule away; who was told it fires is told that it ended. */
export async function closeAlertsOf(tx: Tx, ctx: Ctx, ruleId: string, why: string): Promise<number> {
  const now = ctx.now();
  const open = await tx.alert.findMany({
    where: { workspaceId: ctx.workspaceId, ruleId, state: { not: "resolved" } },
    include: { rule: true },
  });
  let closed = 0;
  for (const alert of open) {
    const { count } = await tx.alert.updateMany({
      where: { id: alert.id, state: alert.state },
      data: { state: "resolved", resolvedAt: now },
    });
    if (count !== 1) continue;
    closed++;
    const actor = `${ctx.actor.label} (${why})`;
    await recordTransition(tx, alert, { to: "resolved", at: now, value: alert.value, actor });
    if (alert.firedAt !== null) await queueNotifications(tx, { ...alert, resolvedAt: now }, "resolved", now);
  }
  return closed;
}
