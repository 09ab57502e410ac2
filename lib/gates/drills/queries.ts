import { z } from "zod";
import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { db } from "#lib/db/client.ts";
import type { DrillRun } from "#lib/db/generated/client.ts";
import { webhookConfigHash } from "#lib/webhooks/config-hash.ts";
import type { DrillDto, DrillStepDto } from "../schema.ts";
import { WEBHOOK_SUITE } from "./suite.ts";

const KEYS = WEBHOOK_SUITE.map((step) => step.key);
const Steps = z.array(
  z.object({
    key: z.enum(KEYS),
    title: z.string(),
    state: z.enum(["waiting", "running", "passed", "failed", "skipped"]),
    expected: z.string(),
    observed: z.string(),
    startedAt: z.string().nullable(),
    durationMs: z.number().nullable(),
  }),
);
const State = z.enum(["queued", "running", "passed", "failed", "error"]);
const TAKE = 50;

export type DrillSourceDto = { id: string; name: string; preset: string; configHash: string };
export type DrillList = { runs: DrillDto[]; sources: DrillSourceDto[] };

/** The runs of one integration, newest first, and the test sources that a run could be made against. */
export async function listDrills(ctx: Ctx, slug: string): Promise<DrillList> {
  authorize(ctx, "workspace:read");
  const where = { workspaceId: ctx.workspaceId };
  const integration = await db().integration.findFirst({ where: { ...where, slug, archivedAt: null } });
  if (integration === null) throw notFound("This integration");
  const owned = { ...where, integrationId: integration.id };
  const [runs, sources] = await Promise.all([
    db().drillRun.findMany({ where: owned, orderBy: { createdAt: "desc" }, take: TAKE }),
    db().source.findMany({
      where: { ...owned, environment: "test", deletedAt: null },
      select: { id: true, name: true, preset: true },
      orderBy: { createdAt: "asc" },
    }),
  ]);
  const hashed = sources.map(async (source) => ({
    ...source,
    configHash: (await webhookConfigHash(db(), { ...where, sourceId: source.id })) ?? "",
  }));
  return { runs: runs.map(toDrillDto), sources: await Promise.all(hashed) };
}

export async function getDrill(ctx: Ctx, id: string): Promise<DrillDto> {
  authorize(ctx, "workspace:read");
  const row = isUuid(id) ? await db().drillRun.findFirst({ where: { id, workspaceId: ctx.workspaceId } }) : null;
  if (row === null) throw notFound("This drill");
  return toDrillDto(row);
}

function toDrillDto(row: DrillRun): DrillDto {
  const steps = Steps.safeParse(row.steps);
  return {
    id: row.id,
    kind: row.kind,
    state: State.parse(row.state),
    environment: row.environment,
    sourceId: row.sourceId,
    steps: steps.success ? (steps.data satisfies DrillStepDto[]) : [],
    configHash: row.configHash,
    error: row.error,
    startedBy: row.startedByLabel,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
  };
}
