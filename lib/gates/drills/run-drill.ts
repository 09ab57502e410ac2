import { DAY } from "#lib/core/clock.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { unseal } from "#lib/crypto/seal.ts";
import { db } from "#lib/db/client.ts";
import type { DrillRun } from "#lib/db/generated/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { env } from "#lib/env.ts";
import { parseSigningKey } from "#lib/providers/signing-key.ts";
import { webhookConfigHash } from "#lib/webhooks/config-hash.ts";
import { presetConfigOf } from "#lib/webhooks/ingest/load-sources.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import { toJson } from "../ensure-checklist.ts";
import { evaluateIntegration } from "../evaluate-integration.ts";
import type { DrillStepDto } from "../schema.ts";
import type { DrillSource } from "./drill-request.ts";
import { suiteState, waitingSteps } from "./suite.ts";
import { removeLeftovers } from "./temporary-destination.ts";
import { STEPS, type SuiteRun } from "./webhook-steps.ts";

/** The worker's side of a drill: runs the steps one after the other and writes each down as it ends. */
export async function runDrill(
  ctx: Ctx,
  { drillRunId }: { drillRunId: string },
  gatewayUrl: string = env().GATEWAY_PUBLIC_URL,
): Promise<void> {
  const claimed = await db().drillRun.updateMany({
    where: { id: drillRunId, workspaceId: ctx.workspaceId, state: "queued" },
    data: { state: "running", startedAt: ctx.now() },
  });
  if (claimed.count !== 1) return;
  const drill = await db().drillRun.findUniqueOrThrow({ where: { id: drillRunId } });
  const steps = waitingSteps();
  let configHash = "";
  try {
    const { source, hash } = await openSource(ctx, drill, gatewayUrl);
    configHash = hash;
    await db().drillRun.update({ where: { id: drill.id }, data: { configHash } });
    await removeLeftovers(drill.integrationId);
    await runSteps({ drill, source }, steps);
    const after = await hashOf(ctx, drill);
    if (after !== configHash) throw new Error("The source was changed while the drill ran. Run it again.");
    await finish(ctx, drill, { state: suiteState(steps), steps, configHash, error: null });
  } catch (error) {
    ctx.log.error({ event: "drill.failed", drillRunId, err: error });
    const message = error instanceof Error ? error.message : "The drill could not run.";
    await finish(ctx, drill, { state: "error", steps, configHash, error: message });
  }
}

async function runSteps(run: SuiteRun, steps: DrillStepDto[]): Promise<void> {
  for (const step of steps) {
    const startedAt = Date.now();
    step.state = "running";
    step.startedAt = new Date(startedAt).toISOString();
    await saveSteps(run.drill, steps);
    try {
      const result = await STEPS[step.key](run);
      step.state = result.state;
      step.observed = result.observed;
    } catch (error) {
      step.state = "failed";
      step.observed = error instanceof Error ? error.message : "the step broke";
    }
    step.durationMs = Date.now() - startedAt;
    await saveSteps(run.drill, steps);
  }
}

async function saveSteps(drill: DrillRun, steps: readonly DrillStepDto[]): Promise<void> {
  await db().drillRun.update({ where: { id: drill.id }, data: { steps: toJson(steps) } });
}

type Result = { state: "passed" | "failed" | "error"; steps: DrillStepDto[]; configHash: string; error: string | null };

/** The last write of this row: a trigger refuses every later one. The checklist is proven again with it. */
async function finish(ctx: Ctx, drill: DrillRun, result: Result): Promise<void> {
  const { policies } = await getWorkspace(ctx);
  const finishedAt = ctx.now();
  const expiresAt = result.state === "passed" ? new Date(finishedAt.getTime() + policies.drillValidDays * DAY) : null;
  await withTransaction(async (tx) => {
    await tx.drillRun.update({
      where: { id: drill.id },
      data: { ...result, steps: toJson(result.steps), finishedAt, expiresAt },
    });
    await evaluateIntegration(tx, ctx, { id: drill.integrationId }, "drill");
  });
}

async function hashOf(ctx: Ctx, { sourceId }: DrillRun): Promise<string | null> {
  if (sourceId === null) return null;
  return webhookConfigHash(db(), { workspaceId: ctx.workspaceId, sourceId });
}

/** Opens the newest secret that still verifies; it stays in this process and signs nothing else. */
async function openSource(
  ctx: Ctx,
  drill: DrillRun,
  gatewayUrl: string,
): Promise<{ source: DrillSource; hash: string }> {
  const row = await db().source.findFirst({
    where: { id: drill.sourceId ?? drill.id, workspaceId: ctx.workspaceId, deletedAt: null },
    include: { secrets: { orderBy: { createdAt: "desc" } } },
  });
  const now = ctx.now();
  const secret = row?.secrets.find((candidate) => candidate.retiresAt === null || candidate.retiresAt > now);
  const hash = await hashOf(ctx, drill);
  if (row === null || secret === undefined || hash === null)
    throw new Error("The source or its signing secret is gone. Create one in test, then run the drill again.");
  const { preset, config } = presetConfigOf(row);
  const place = { table: "source_secret", field: "sealed", rowId: secret.id, workspaceId: ctx.workspaceId };
  const parsed = parseSigningKey(preset, config, unseal(secret.sealed, place));
  if (!parsed.ok) throw new Error(parsed.message);
  return { hash, source: { preset, config, key: parsed.key, url: `${gatewayUrl}/in/${row.key}` } };
}
