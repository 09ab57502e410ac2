import { canonicalText } from "#lib/audit/canonical.ts";
import { writeAudit } from "#lib/audit/write.ts";
import { SECOND } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import type { ChecklistItem, Gate, Waiver } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { integrationConfigHash } from "#lib/webhooks/config-hash.ts";
import { collectFacts } from "./collect-facts.ts";
import { ensureChecklist, toJson } from "./ensure-checklist.ts";
import { fallBackWhenDue, startGrace, stopGrace } from "./fall-back.ts";
import { type LockedIntegration, lockIntegration } from "./lock-integration.ts";
import { blocks, isWaiverInForce, nextState } from "./policy.ts";
import { proveItem } from "./prove-item.ts";
import { RuleSchema } from "./rule-schema.ts";
import { factsOf } from "./rules.ts";

export type EvaluatedItem = ChecklistItem & { waiver: Waiver | null };
export type Evaluated = {
  integration: LockedIntegration;
  items: EvaluatedItem[];
  gates: Gate[];
  configHash: string;
  changed: number;
};
export type EvaluationSource = "change" | "sweep" | "recheck" | "decision" | "drill";

/**
 * The one way an item's state is written: read the facts, prove every item, store what changed with its evidence,
 * and let a gate that no longer holds fall back. Runs under the integration's row lock, so two never interleave.
 */
export async function evaluateIntegration(
  tx: Tx,
  ctx: Ctx,
  address: { id: string } | { slug: string },
  source: EvaluationSource,
): Promise<Evaluated> {
  const integration = await lockIntegration(tx, ctx, address);
  await ensureChecklist(tx, integration);
  const now = ctx.now();
  await expireWaivers(tx, integration.id, now);
  const owned = { workspaceId: ctx.workspaceId, integrationId: integration.id };
  const stored = await tx.checklistItem.findMany({
    where: owned,
    include: { waivers: { orderBy: { createdAt: "desc" } } },
    orderBy: { position: "asc" },
  });
  const gates = await tx.gate.findMany({ where: owned });
  const facts = await collectFacts(tx, ctx, integration, wantedFacts(stored));
  const configHash = await integrationConfigHash(tx, owned);

  const items: EvaluatedItem[] = [];
  let changed = 0;
  for (const { waivers, ...item } of stored) {
    const waiver = waivers.find((candidate) => isInForce(candidate, now)) ?? waivers[0] ?? null;
    const seen = proveItem(item, facts, now);
    const state = nextState(
      {
        outcome: seen.outcome,
        reliedOn: item.state === "regressed" || gates.some((gate) => gate.state !== "open" && holds(item, gate)),
        notApplicable: item.manualKind === "not_applicable",
        waiver: waiver !== null && isInForce(waiver, now) ? inForce(waiver) : null,
      },
      now,
    );
    const sentence = sentenceFor(state, item, waiver, seen.sentence);
    const update = { state, sentence, observed: toJson(seen.checks), checkedAt: now };
    const flipped = state !== item.state;
    if (flipped || sentence !== item.sentence || spoken(item.observed) !== spoken(update.observed))
      await tx.checklistItem.update({
        where: { id: item.id },
        data: { ...update, ...(flipped ? { stateSince: now } : {}) },
      });
    if (flipped) {
      changed++;
      const snapshot = { rule: item.rule, checks: seen.checks, waiver: waiver?.id ?? null };
      await tx.evidence.create({
        data: {
          ...owned,
          ...actorColumns(ctx),
          id: newId(),
          itemId: item.id,
          previous: item.state,
          state,
          facts: toJson(snapshot),
          sentence,
          configHash,
          source,
          observedAt: now,
        },
      });
    }
    items.push({ ...item, ...update, observed: item.observed, stateSince: flipped ? now : item.stateSince, waiver });
  }
  await tx.checklistItem.updateMany({ where: owned, data: { checkedAt: now } });
  const standing = await settleGates(tx, ctx, integration, { gates, items }, now);
  return { ...standing, items, configHash, changed };
}

/** A gate that passed and now blocks is regressed; one whose facts came back stands again. */
async function settleGates(
  tx: Tx,
  ctx: Ctx,
  integration: LockedIntegration,
  { gates, items }: { gates: Gate[]; items: EvaluatedItem[] },
  now: Date,
): Promise<{ integration: LockedIntegration; gates: Gate[] }> {
  const settled: Gate[] = [];
  for (const gate of gates) {
    const blocking = items.filter((item) => holds(item, gate) && blocks(verdictItem(item), now));
    const state = gate.state === "open" ? "open" : blocking.length > 0 ? "regressed" : "passed";
    if (state === gate.state) {
      settled.push(gate);
      continue;
    }
    const regressedAt = state === "regressed" ? now : null;
    settled.push(await tx.gate.update({ where: { id: gate.id }, data: { state, regressedAt } }));
    await writeAudit(tx, ctx, {
      action: state === "regressed" ? "gate.regress" : "gate.recover",
      entityType: "gate",
      entityId: gate.id,
      label: `${integration.slug} ${gate.key}`,
      integrationId: integration.id,
      before: { state: gate.state },
      after: { state, blocking: blocking.map((item) => item.key) },
    });
  }
  const regressed = settled.some((gate) => gate.state === "regressed");
  const timed = regressed ? await startGrace(tx, ctx, integration, now) : await stopGrace(tx, integration);
  return fallBackWhenDue(tx, ctx, timed, settled, now);
}

/** What a person would read of the checks: when they were looked at does not count as a change. */
function spoken(checks: unknown): string {
  return canonicalText(Array.isArray(checks) ? checks.map((check) => ({ ...check, observedAt: null })) : null);
}

export function wantedFacts(items: readonly { rule: unknown }[]): Set<string> {
  return new Set(
    items.flatMap((item) => {
      const rule = RuleSchema.safeParse(item.rule);
      return rule.success ? factsOf(rule.data) : [];
    }),
  );
}

async function expireWaivers(tx: Tx, integrationId: string, now: Date): Promise<void> {
  await tx.waiver.updateMany({
    where: { integrationId, state: "approved", expiresAt: { lte: now } },
    data: { state: "expired" },
  });
}

export function holds(item: { gate: string; alsoGate: string | null }, gate: { key: string }): boolean {
  return item.gate === gate.key || item.alsoGate === gate.key;
}

/** What the pure rules need to know of an item. */
export function verdictItem(item: EvaluatedItem) {
  return { state: item.state, blocking: item.blocking, waiver: item.waiver === null ? null : inForce(item.waiver) };
}

function inForce(waiver: Waiver) {
  return {
    state: waiver.state === "expired" ? ("revoked" as const) : waiver.state,
    expiresAt: waiver.expiresAt ?? NEVER,
  };
}

const NEVER = new Date(0);

function isInForce(waiver: Waiver, now: Date): boolean {
  return isWaiverInForce(inForce(waiver), now);
}

function sentenceFor(state: string, item: ChecklistItem, waiver: Waiver | null, proof: string): string {
  if (state === "not_applicable")
    return `Not applicable, says ${item.manualByLabel ?? "somebody"}: ${item.manualReason ?? ""}`;
  if (state !== "waived" || waiver === null) return proof;
  const until = (waiver.expiresAt ?? NEVER).toISOString().slice(0, 10);
  return `Waived until ${until} by ${waiver.decidedByLabel ?? "somebody"}: ${waiver.reason}`;
}

export function actorColumns({ actor }: Ctx) {
  return { actorKind: actor.kind, actorId: actor.id, actorLabel: actor.label };
}

export function secondsFromNow(at: Date, now: Date): number {
  return Math.max(1, Math.ceil((at.getTime() - now.getTime()) / SECOND));
}
