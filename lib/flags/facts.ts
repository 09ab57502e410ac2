import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";

/** Facts about the flags that are tied to one integration. */
export async function flagFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const flags = await tx.flag.findMany({
    where: { workspaceId: scope.workspaceId, integrationId: scope.integrationId, archivedAt: null },
    select: { type: true, description: true, ownerId: true, onUnavailable: true },
  });
  const link = `/flags?integration=${scope.slug}`;
  const say = (key: string, value: number): Observation => ({
    key,
    value,
    observedAt: scope.now,
    source: "flag",
    link,
  });
  return [
    say("flag.count", flags.length),
    // Type and default are columns that cannot be empty; what can be missing is counted.
    say("flag.without_type", 0),
    say("flag.without_default", flags.filter((flag) => flag.onUnavailable.trim() === "").length),
    say("flag.without_owner", flags.filter((flag) => flag.ownerId === null).length),
    say("flag.without_description", flags.filter((flag) => flag.description.trim() === "").length),
    say("flag.kill_switches", flags.filter((flag) => flag.type === "kill_switch").length),
  ];
}
