import type { Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import type { Tx } from "#lib/db/tx.ts";
import { integrationIdOf } from "./_private.ts";
import { PARAMS, type Severity } from "./schema.ts";
import type { RuleKind } from "./words.ts";

/** What a rule says, apart from whether it is on. */
export type RuleRow = {
  id: string;
  workspaceId: string;
  integrationId: string | null;
  environment: "test" | "live" | null;
  kind: string;
  name: string;
  params: unknown;
  forSeconds: number;
  keepFiringSeconds: number;
  severity: Severity;
  runbook: string;
  enabled: boolean;
  channelIds: string[];
};

type Fields = {
  name: string;
  integration: string | null;
  environment: "test" | "live" | null;
  count?: "new" | "open" | undefined;
  threshold?: number | undefined;
  windowSeconds?: number | undefined;
  ageSeconds?: number | undefined;
  silentSeconds?: number | undefined;
  forSeconds: number;
  keepFiringSeconds: number;
  severity: Severity;
  runbook: string;
  channelIds: string[];
};

const OWN: Record<RuleKind, readonly (keyof Fields)[]> = {
  dead_letters: ["count", "threshold", "windowSeconds"],
  breaker_open: [],
  oldest_undelivered: ["ageSeconds"],
  source_silent: ["silentSeconds"],
};
const PARAM_FIELDS = ["count", "threshold", "windowSeconds", "ageSeconds", "silentSeconds"] as const;

/** Keeps the parameters of the kind and refuses those of another one. */
export function paramsOf(kind: RuleKind, input: Fields): Record<string, string | number> {
  const foreign = PARAM_FIELDS.filter((name) => input[name] !== undefined && !OWN[kind].includes(name));
  if (foreign.length > 0)
    throw invalid(`A rule of the kind ${kind} has no ${foreign.join(", ")}.`, {
      [foreign[0] ?? "form"]: [`Not a part of the kind ${kind}.`],
    });
  const given = Object.fromEntries(
    OWN[kind].map((name) => [name, input[name]]).filter(([, value]) => value !== undefined),
  );
  return { ...PARAMS[kind].parse(given) };
}

export async function columnsOf(tx: Tx, ctx: Ctx, input: Fields) {
  const integrationId = input.integration === null ? null : await integrationIdOf(tx, ctx, input.integration);
  const { environment, name, forSeconds, keepFiringSeconds, severity, runbook } = input;
  const channelIds = [...new Set(input.channelIds)];
  return { integrationId, environment, name, forSeconds, keepFiringSeconds, severity, runbook, channelIds };
}

/** Whoever is woken by a rule must be able to read what to do. */
export function assertRunbook(enabled: boolean, runbook: string): void {
  if (!enabled || runbook !== "") return;
  throw invalid(
    "A rule that is on needs a runbook: whoever it wakes must read what to do. Choose one, or leave it off.",
    {
      runbook: ["Choose a runbook, or leave the rule off."],
    },
  );
}

export async function loadRule(tx: Tx, ctx: Ctx, id: string): Promise<RuleRow> {
  const rule = await tx.alertRule.findFirst({ where: { id, workspaceId: ctx.workspaceId, deletedAt: null } });
  if (rule === null) throw notFound("This rule");
  return rule;
}

export function ruleView(rule: Omit<RuleRow, "id" | "workspaceId">): Record<string, unknown> {
  const { kind, name, integrationId, environment, params, severity, runbook, enabled, channelIds } = rule;
  const { forSeconds, keepFiringSeconds } = rule;
  return {
    kind,
    name,
    integrationId,
    environment,
    params,
    forSeconds,
    keepFiringSeconds,
    severity,
    runbook,
    enabled,
    channelIds,
  };
}
