import { handOf } from "#lib/core/ctx.ts";
import { conflict, notFound, precondition } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { toJson } from "../ensure-checklist.ts";
import { lockIntegration } from "../lock-integration.ts";
import { StartDrill } from "../schema.ts";
import { waitingSteps } from "./suite.ts";

/** Asks the worker for a run of the webhook suite against a source of the test environment. */
export const startDrill = mutation({
  name: "drill.start",
  permission: "drills:run",
  input: StartDrill,
  async run({ ctx, tx, input }) {
    const integration = await lockIntegration(tx, ctx, { slug: input.slug });
    const owned = { workspaceId: ctx.workspaceId, integrationId: integration.id };
    const running = await tx.drillRun.findFirst({ where: { ...owned, state: { in: ["queued", "running"] } } });
    if (running !== null) throw conflict("A drill of this integration is running. Wait until it has finished.");
    const sources = await tx.source.findMany({
      where: { ...owned, environment: "test", deletedAt: null },
      include: { secrets: true },
      orderBy: { createdAt: "asc" },
    });
    const now = ctx.now();
    const ready = sources.filter(
      (source) =>
        source.state === "active" &&
        source.secrets.some((secret) => secret.retiresAt === null || secret.retiresAt > now),
    );
    const source = input.sourceId === undefined ? ready[0] : ready.find(({ id }) => id === input.sourceId);
    if (source === undefined) {
      if (input.sourceId !== undefined && !sources.some(({ id }) => id === input.sourceId))
        throw notFound("This source");
      throw precondition(
        `${integration.slug} has no active source with a signing secret in test. Create one, then run the drill.`,
      );
    }
    const drill = await tx.drillRun.create({
      data: {
        ...owned,
        id: newId(),
        kind: input.kind,
        environment: "test",
        steps: toJson(waitingSteps()),
        sourceId: source.id,
        startedById: handOf(ctx),
        startedByLabel: ctx.actor.label,
        traceId: ctx.traceId,
      },
    });
    await enqueue(tx, "drill.run", { drillRunId: drill.id, workspaceId: ctx.workspaceId, traceId: ctx.traceId });
    return {
      value: { id: drill.id, state: drill.state },
      audit: {
        entityType: "drill_run",
        entityId: drill.id,
        label: `${integration.slug} ${drill.kind}`,
        integrationId: integration.id,
        environment: "test",
        after: { kind: drill.kind, source: source.name },
      },
    };
  },
});
