import { writeAudit } from "#lib/audit/write.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { newId } from "#lib/core/id.ts";
import { db, pool } from "#lib/db/client.ts";
import { type Tx, withTransaction } from "#lib/db/tx.ts";
import { type Log, makeLogger } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";
import { fingerprintOf, queueNotifications, recordTransition, type Told } from "./_private.ts";
import { isRuleKind, type RuleSpec, sayAlert, specOf, sqlParams, thresholdOf } from "./kinds.ts";
import { alertInstances, evaluationDuration, evaluatorLag } from "./metrics.ts";
import { type Step, stepAlert } from "./policy.ts";
import type { Severity } from "./schema.ts";
import { CLAIM_RULES, READINGS } from "./sql/readings.ts";

/** Seconds between two evaluations of one rule. */
export const ROUND_SECONDS = 15;
const RULES_A_ROUND = 500;

type DueRule = {
  id: string;
  workspace_id: string;
  integration_id: string | null;
  environment: "test" | "live" | null;
  kind: string;
  name: string;
  params: unknown;
  for_seconds: number;
  keep_firing_seconds: number;
  severity: Severity;
  runbook: string;
  channel_ids: string[];
  before: Date | null;
};

type ReadingRow = {
  integration_id: string | null;
  integration: string | null;
  environment: string;
  subject_id: string | null;
  subject: string | null;
  value: number | null;
  breach: boolean;
};

type Instance = { row: ReadingRow; labels: Record<string, string> };
type OpenRow = Awaited<ReturnType<typeof readOpen>>[number];
type Round = { rules: number; opened: number; fired: number; resolved: number; failed: number };

/** Evaluates every rule that is due. `now` is the database's clock unless a test passes its own. */
export async function evaluateRules(options: { now?: Date; roundSeconds?: number; log?: Log } = {}): Promise<Round> {
  const { roundSeconds = ROUND_SECONDS, log = makeLogger("alerts") } = options;
  const stop = evaluationDuration.startTimer();
  const now = options.now ?? (await databaseNow());
  const { rows: due } = await pool().query<DueRule>(CLAIM_RULES, [now, roundSeconds, RULES_A_ROUND]);
  const round: Round = { rules: due.length, opened: 0, fired: 0, resolved: 0, failed: 0 };
  let lag = 0;
  for (const rule of due) {
    if (rule.before !== null) lag = Math.max(lag, (now.getTime() - rule.before.getTime()) / 1_000 - roundSeconds);
    const ctx = workerCtx(rule.workspace_id, now, log);
    try {
      await evaluateRule(ctx, rule, round);
    } catch (error) {
      round.failed++;
      // No answer is no data: nothing that is open resolves, and the rule says that it could not be read.
      log.error({ event: "alert.rule_failed", ruleId: rule.id, workspaceId: rule.workspace_id, err: error });
      const lastError = error instanceof Error ? error.message.slice(0, 300) : "It could not be evaluated.";
      await db().alertRule.updateMany({ where: { id: rule.id }, data: { lastError } });
    }
  }
  evaluatorLag.set(lag);
  await countInstances();
  stop();
  return round;
}

async function databaseNow(): Promise<Date> {
  const { rows } = await pool().query<{ now: Date }>("select now() as now");
  return rows[0]?.now ?? new Date();
}

function workerCtx(workspaceId: string, now: Date, log: Log): Ctx {
  return {
    workspaceId,
    actor: { kind: "worker", id: "alerts", label: "Alert evaluation" },
    traceId: newTraceId(),
    log,
    now: () => now,
  };
}

function labelsOf(kind: RuleSpec["kind"], row: ReadingRow): Record<string, string> {
  const labels: Record<string, string> = { environment: row.environment };
  if (row.integration !== null) labels["integration"] = row.integration;
  if (kind === "dead_letters" || row.subject_id === null) return labels;
  const noun = kind === "source_silent" ? "source" : "destination";
  return { ...labels, [noun]: row.subject ?? "", [`${noun}_id`]: row.subject_id };
}

async function evaluateRule(ctx: Ctx, rule: DueRule, round: Round): Promise<void> {
  if (!isRuleKind(rule.kind)) throw new Error(`"${rule.kind}" is not a kind of rule that this version knows.`);
  const spec = specOf(rule.kind, rule.params);
  const { rows } = await pool().query<ReadingRow>(READINGS[spec.kind], [
    ctx.workspaceId,
    rule.integration_id,
    rule.environment,
    ctx.now(),
    ...sqlParams(spec),
  ]);
  const seen = new Map<string, Instance>();
  for (const row of rows) {
    const identity = { environment: row.environment, subject: row.subject_id ?? "none" };
    seen.set(fingerprintOf(rule.id, identity), { row, labels: labelsOf(spec.kind, row) });
  }
  await withTransaction(async (tx) => {
    const open = new Map((await readOpen(tx, rule.id)).map((alert) => [alert.fingerprint, alert]));
    for (const fingerprint of new Set([...open.keys(), ...seen.keys()]))
      await evaluateInstance(
        tx,
        ctx,
        { rule, spec, fingerprint, open: open.get(fingerprint), instance: seen.get(fingerprint) },
        round,
      );
    await tx.alertRule.updateMany({ where: { id: rule.id }, data: { lastError: null } });
  });
}

/** Locked, so that an acknowledgement in the same moment waits and is not overwritten. */
async function readOpen(tx: Tx, ruleId: string) {
  await tx.$queryRaw`select id from alert where rule_id = ${ruleId}::uuid and state <> 'resolved' for update`;
  return tx.alert.findMany({ where: { ruleId, state: { not: "resolved" } } });
}

type Seen = {
  rule: DueRule;
  spec: RuleSpec;
  fingerprint: string;
  open: OpenRow | undefined;
  instance: Instance | undefined;
};

async function evaluateInstance(tx: Tx, ctx: Ctx, seen: Seen, round: Round): Promise<void> {
  const { rule, spec, fingerprint, open, instance } = seen;
  const reading =
    instance === undefined
      ? "clear"
      : instance.row.value === null
        ? "no_data"
        : instance.row.breach
          ? "breach"
          : "clear";
  const timing = { forMs: rule.for_seconds * 1_000, keepFiringMs: rule.keep_firing_seconds * 1_000 };
  const now = ctx.now();
  const before =
    open === undefined || open.state === "resolved"
      ? null
      : { state: open.state, pendingAt: open.pendingAt.getTime(), clearSince: open.clearSince?.getTime() ?? null };
  const step = stepAlert(before, reading, timing, now.getTime());
  if (step.kind === "nothing") return;
  if (step.kind === "open") {
    if (instance !== undefined)
      await openAlert(tx, ctx, { rule, spec, fingerprint, instance, state: step.state }, round);
    return;
  }
  if (open === undefined) return;
  const row = instance?.row;
  const fresh =
    row === undefined || row.value === null
      ? { value: row === undefined ? 0 : open.value, summary: open.summary, labels: open.labels }
      : {
          value: row.value,
          summary: sayAlert(spec, row.subject, row.environment, row.value),
          labels: instance?.labels ?? open.labels,
        };
  await moveAlert(tx, ctx, { rule, open, step, fresh }, round);
}

type Opening = { rule: DueRule; spec: RuleSpec; fingerprint: string; instance: Instance; state: "pending" | "firing" };

async function openAlert(tx: Tx, ctx: Ctx, opening: Opening, round: Round): Promise<void> {
  const { rule, spec, fingerprint, instance, state } = opening;
  const { row, labels } = instance;
  const last = await tx.alert.findFirst({
    where: { ruleId: rule.id, fingerprint },
    orderBy: { episode: "desc" },
    select: { episode: true },
  });
  const now = ctx.now();
  const alert = {
    id: newId(),
    workspaceId: rule.workspace_id,
    ruleId: rule.id,
    fingerprint,
    episode: (last?.episode ?? 0) + 1,
    labels,
    state,
    severity: rule.severity,
    summary: sayAlert(spec, row.subject, row.environment, row.value),
    value: row.value,
    threshold: thresholdOf(spec),
    pendingAt: now,
    firedAt: state === "firing" ? now : null,
    lastSeenAt: now,
  };
  await tx.alert.create({ data: alert });
  round.opened++;
  await recordTransition(
    tx,
    { ...alert, state: null },
    { to: state, at: now, value: row.value, actor: ctx.actor.label },
  );
  if (state === "firing") await announce(tx, ctx, rule, { ...alert, resolvedAt: null }, "firing", round);
}

type Moving = {
  rule: DueRule;
  open: OpenRow;
  step: Exclude<Step, { kind: "nothing" | "open" }>;
  fresh: { value: number | null; summary: string; labels: OpenRow["labels"] | Record<string, string> };
};

async function moveAlert(tx: Tx, ctx: Ctx, { rule, open, step, fresh }: Moving, round: Round): Promise<void> {
  const now = ctx.now();
  // What ended keeps the numbers it had while it lasted.
  const kept =
    step.kind === "move" && step.to === "resolved"
      ? {}
      : { value: fresh.value, summary: fresh.summary, labels: fresh.labels ?? {} };
  if (step.kind === "keep") {
    const clearSince = step.clearSince === null ? null : new Date(step.clearSince);
    const stillSeen = clearSince === null ? { ...kept, lastSeenAt: now } : {};
    await tx.alert.updateMany({ where: { id: open.id }, data: { ...stillSeen, clearSince } });
    return;
  }
  const { to } = step;
  const moved = to === "firing" ? { firedAt: now } : { resolvedAt: now };
  await tx.alert.updateMany({
    where: { id: open.id, state: open.state },
    data: { ...kept, ...moved, state: to, clearSince: null, ...(to === "firing" ? { lastSeenAt: now } : {}) },
  });
  await recordTransition(tx, open, { to, at: now, value: fresh.value, actor: ctx.actor.label });
  if (to === "resolved" && open.firedAt === null) return;
  const told = { ...open, ...kept, ...moved };
  await announce(tx, ctx, rule, { ...told, labels: told.labels ?? {} }, to, round);
}

/** What people hear of: the outbox rows and the audit row, in the transaction of the transition. */
async function announce(
  tx: Tx,
  ctx: Ctx,
  rule: DueRule,
  alert: Omit<Told, "rule" | "labels"> & { labels: OpenRow["labels"] | Record<string, string> },
  transition: "firing" | "resolved",
  round: Round,
): Promise<void> {
  if (transition === "firing") round.fired++;
  else round.resolved++;
  const { id, name, kind, runbook, channel_ids: channelIds } = rule;
  const told: Told = { ...alert, labels: { ...Object(alert.labels) }, rule: { id, name, kind, runbook, channelIds } };
  const channels = await queueNotifications(tx, told, transition, ctx.now());
  await writeAudit(tx, ctx, {
    action: transition === "firing" ? "alert.fire" : "alert.resolve",
    entityType: "alert",
    entityId: alert.id,
    label: name,
    integrationId: rule.integration_id,
    environment: rule.environment,
    after: { summary: alert.summary, value: alert.value, episode: alert.episode, channels },
  });
}

async function countInstances(): Promise<void> {
  const groups = await db().alert.groupBy({
    by: ["severity", "state"],
    where: { state: { not: "resolved" } },
    _count: true,
  });
  alertInstances.reset();
  for (const { severity, state, _count } of groups) alertInstances.set({ severity, state }, _count);
}
