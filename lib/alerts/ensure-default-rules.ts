import { newId } from "#lib/core/id.ts";
import { mutation, none } from "#lib/core/mutation.ts";
import { assertChannels, watchersChanged } from "./_private.ts";
import { DEFAULT_RUNBOOK } from "./kinds.ts";
import { EnsureDefaultRules, PARAMS, type Severity } from "./schema.ts";
import type { RuleKind } from "./words.ts";

type Default = { kind: RuleKind; name: string; forSeconds: number; keepFiringSeconds: number; severity: Severity };

const DEFAULTS: readonly Default[] = [
  { kind: "dead_letters", name: "New dead letters", forSeconds: 0, keepFiringSeconds: 1_800, severity: "warn" },
  { kind: "breaker_open", name: "Breaker open", forSeconds: 900, keepFiringSeconds: 300, severity: "warn" },
  {
    kind: "oldest_undelivered",
    name: "Deliveries wait too long",
    forSeconds: 120,
    keepFiringSeconds: 300,
    severity: "page",
  },
  { kind: "source_silent", name: "Source went silent", forSeconds: 0, keepFiringSeconds: 0, severity: "warn" },
];

/** The rules that a workspace starts with: one a kind. A workspace that has, or ever had, rules keeps its own. */
export const ensureDefaultRules = mutation({
  name: "alert_rule.ensure_defaults",
  permission: "alerts:write",
  input: EnsureDefaultRules,
  async run({ ctx, tx, input }) {
    const { workspaceId } = ctx;
    if ((await tx.alertRule.count({ where: { workspaceId } })) > 0)
      return { value: { created: 0 }, audit: none("The workspace has rules of its own: nothing changed.") };
    await assertChannels(tx, ctx, input.channelIds);
    const rows = DEFAULTS.map((rule) => ({
      id: newId(),
      workspaceId,
      ...rule,
      params: { ...PARAMS[rule.kind].parse({}) },
      runbook: DEFAULT_RUNBOOK[rule.kind],
      channelIds: input.channelIds,
      createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
    }));
    await tx.alertRule.createMany({ data: rows });
    await watchersChanged(tx, ctx, null);
    return {
      value: { created: rows.length },
      audit: rows.map(({ id, kind, name, params }) => ({
        entityType: "alert_rule",
        entityId: id,
        label: name,
        after: { kind, name, params, enabled: true },
      })),
    };
  },
});
