import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";

const CHANNEL_TEST_DAYS = 90;
const DAY = 86_400_000;

/** Facts about the alert rules that watch one integration: its own, and those of the whole workspace. */
export async function alertFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const { workspaceId, integrationId, now } = scope;
  const rules = await tx.alertRule.findMany({
    where: { workspaceId, enabled: true, deletedAt: null, OR: [{ integrationId }, { integrationId: null }] },
    select: { channelIds: true, runbook: true },
  });
  const channels = await tx.channel.findMany({
    where: { workspaceId, enabled: true, deletedAt: null },
    select: { id: true, lastTestAt: true, lastTestOutcome: true },
  });
  const since = new Date(now.getTime() - CHANNEL_TEST_DAYS * DAY);
  const tested = new Set(
    channels
      .filter((x) => x.lastTestAt !== null && x.lastTestAt >= since && x.lastTestOutcome === "delivered")
      .map((x) => x.id),
  );
  const link = `/alerts/rules?integration=${scope.slug}`;
  const say = (key: string, value: number): Observation => ({
    key,
    value,
    observedAt: now,
    source: "alert_rule",
    link,
  });
  const untested = rules.filter(
    (rule) => rule.channelIds.length === 0 || !rule.channelIds.every((id) => tested.has(id)),
  );
  return [
    say("alert.rules", rules.length),
    say("alert.rules_untested_channel", untested.length),
    say("alert.rules_without_runbook", rules.filter((rule) => rule.runbook.trim() === "").length),
  ];
}
