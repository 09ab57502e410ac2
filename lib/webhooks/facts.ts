import type { FactScope, Observation } from "#lib/core/fact.ts";
import { idFloor } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DEAD = 5;
const DELIVERED = 4;
/** How long each provider keeps sending an event again: ids must be remembered at least that long. */
const RETRY_WINDOW_HOURS: Readonly<Record<string, number>> = { stripe: 72, github: 72, standard_webhooks: 76 };
const DEFAULT_RETRY_WINDOW_HOURS = 72;
/** The newest events a source is asked about, so that a busy one cannot slow the evaluation down. */
const TYPES_FROM_NEWEST = 20_000;

/** Facts about the sources, routes and dead letters of one integration, in both environments. */
export async function webhookFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const { workspaceId, integrationId, slug, now } = scope;
  const sources = await tx.source.findMany({
    where: { workspaceId, integrationId, deletedAt: null },
    select: {
      id: true,
      preset: true,
      ackMode: true,
      dedupeKey: true,
      dedupeTtlHours: true,
      secrets: { select: { retiresAt: true } },
      routes: {
        where: { deletedAt: null, enabled: true, isDrill: false },
        select: { action: true, eventTypes: true, destinationId: true },
      },
    },
  });
  const seen: Observation[] = [];
  const say = (key: string, value: Observation["value"], link: string) =>
    seen.push({ key, value, observedAt: now, source: "webhooks", link });
  const page = `/webhooks/sources?integration=${slug}`;
  const signed = sources.filter((source) => source.secrets.some((x) => x.retiresAt === null || x.retiresAt > now));
  say("source.count", sources.length, page);
  say("source.signed", signed.length, page);
  say("source.unsigned", sources.length - signed.length, page);
  say("source.sync_ack", sources.filter((source) => source.ackMode !== "async_202").length, page);
  say("source.unrouted", sources.filter((source) => source.routes.length === 0).length, page);
  say("source.without_dedupe", sources.filter((source) => source.dedupeKey.trim() === "").length, page);
  const short = sources.filter(
    (source) => source.dedupeTtlHours < (RETRY_WINDOW_HOURS[source.preset] ?? DEFAULT_RETRY_WINDOW_HOURS),
  );
  say("source.dedupe_too_short", short.length, page);
  if (scope.wants("source.unrouted_types_24h")) {
    const types = new Set<string>();
    for (const source of sources) {
      const patterns = source.routes.flatMap((route) => route.eventTypes);
      for (const type of await recentTypes(tx, source.id, now)) {
        if (!isDrillType(type) && !patterns.some((pattern) => takes(pattern, type))) types.add(type);
      }
    }
    say("source.unrouted_types_24h", [...types].sort().slice(0, 20), `/webhooks/events?integration=${slug}`);
  }
  const delivers = sources.some((source) => source.routes.some((route) => route.destinationId !== null));
  say("dlq.configured", delivers, `/webhooks/destinations?integration=${slug}`);
  if (scope.wants("deadletter.")) await sayDeadLetters(tx, scope, say);
  if (scope.wants("delivery.")) await sayDeliveries(tx, scope, say);
  return seen;
}

type Say = (key: string, value: Observation["value"], link: string) => void;

async function sayDeadLetters(tx: Tx, { workspaceId, integrationId, slug, now }: FactScope, say: Say): Promise<void> {
  const dead = await tx.deliveryHistory.aggregate({
    where: { workspaceId, integrationId, state: DEAD, resolution: null },
    _count: { _all: true },
    _min: { finishedAt: true },
  });
  const page = `/webhooks/dead-letters?integration=${slug}`;
  const oldest = dead._min.finishedAt;
  say("deadletter.open", dead._count._all, page);
  say("deadletter.oldest_hours", oldest === null ? 0 : Math.floor((now.getTime() - oldest.getTime()) / HOUR), page);
}

async function sayDeliveries(tx: Tx, { workspaceId, integrationId, slug, now }: FactScope, say: Say): Promise<void> {
  const ended = await tx.deliveryHistory.groupBy({
    by: ["state"],
    where: { workspaceId, integrationId, id: { gte: idFloor(new Date(now.getTime() - 7 * DAY)) } },
    _count: { _all: true },
  });
  const of = (state: number) => ended.find((row) => row.state === state)?._count._all ?? 0;
  const total = of(DELIVERED) + of(DEAD);
  const page = `/webhooks/deliveries?integration=${slug}`;
  say("delivery.ended_7d", total, page);
  if (total > 0) say("delivery.success_percent_7d", Math.floor((of(DELIVERED) / total) * 1000) / 10, page);
}

async function recentTypes(tx: Tx, sourceId: string, now: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ type: string }[]>`
    select distinct type from (
      select type from event where source_id = ${sourceId}::uuid and id >= ${idFloor(new Date(now.getTime() - DAY))}::uuid
      order by id desc limit ${TYPES_FROM_NEWEST}) newest`;
  return rows.map((row) => row.type);
}

export function isDrillType(type: string): boolean {
  return type.startsWith("interlock.drill.");
}

function takes(pattern: string, type: string): boolean {
  if (pattern === "*" || pattern === type) return true;
  return pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1));
}
