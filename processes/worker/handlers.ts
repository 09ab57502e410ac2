import { evaluateRules } from "#lib/alerts/evaluate-rules.ts";
import { runDrill } from "#lib/gates/drills/run-drill.ts";
import { evaluateOnChange, settleDueGates, sweepGates } from "#lib/gates/jobs.ts";
import type { Handlers } from "#lib/jobs/boss.ts";
import { workerCtx } from "#lib/webhooks/dispatch/disable-destination.ts";
import { maintainWebhooks } from "#lib/webhooks/maintain.ts";
import { runReplay } from "#lib/webhooks/run-replay.ts";
import { housekeep } from "./housekeep.ts";
import { verifyAuditChains } from "./verify-audit.ts";

/**
 * One line a job. Payloads carry ids; each handler makes its own context and may run twice, so effects compare and set.
 * Alerts have a loop of their own that looks every few seconds; their job asks for a round at once.
 */
export const handlers: Handlers = {
  "gate.evaluate": (job) => evaluateOnChange(workerCtx(job.workspaceId, job.traceId), job),
  "gate.sweep": async () => void (await sweepGates(workerCtx)),
  "gate.release": async () => void (await settleDueGates(workerCtx)),
  "drill.run": (job) => runDrill(workerCtx(job.workspaceId, job.traceId), job),
  "alert.evaluate": async () => void (await evaluateRules()),
  "replay.run": (job) => runReplay(workerCtx(job.workspaceId, job.traceId), job.replayId),
  "webhook.maintain": maintainWebhooks,
  "audit.verify": verifyAuditChains,
  "housekeeping.run": housekeep,
};
