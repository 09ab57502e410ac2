import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { loadDestination, writePermission } from "./_private.ts";
import { CreateRoute, RouteId, UpdateRoute } from "./schema.ts";

type RouteRow = Prisma.RouteGetPayload<{ include: { source: true } }>;

async function loadRoute(tx: Tx, ctx: Ctx, id: string): Promise<RouteRow> {
  const row = await tx.route.findFirst({
    where: { id, workspaceId: ctx.workspaceId, deletedAt: null },
    include: { source: true },
  });
  if (row === null) throw notFound("This route");
  authorize(ctx, writePermission(row.source));
  return row;
}

function about({ id, source }: RouteRow) {
  const { name, integrationId, environment } = source;
  return { entityType: "route", entityId: id, label: `from ${name}`, integrationId, environment };
}

const shown = ({ action, eventTypes, enabled, destinationId }: Prisma.RouteGetPayload<object>) => ({
  action,
  eventTypes,
  enabled,
  destinationId,
});

export const createRoute = mutation({
  name: "route.create",
  permission: "webhooks:write-test",
  input: CreateRoute,
  async run({ ctx, tx, input }) {
    const source = await tx.source.findFirst({
      where: { id: input.sourceId, workspaceId: ctx.workspaceId, deletedAt: null },
    });
    if (source === null) throw notFound("This source");
    authorize(ctx, writePermission(source));
    if (input.destinationId !== undefined) {
      const { environment, name } = await loadDestination(tx, ctx, input.destinationId);
      if (environment !== source.environment)
        throw invalid(
          `"${name}" is a ${environment} destination and "${source.name}" a ${source.environment} source.`,
          {
            destinationId: [`Choose a ${source.environment} destination.`],
          },
        );
    }
    const row = await tx.route.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        ...input,
        destinationId: input.destinationId ?? null,
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
      include: { source: true },
    });
    await factsChanged(tx, ctx, source.integrationId);
    return { value: { id: row.id }, audit: { ...about(row), after: shown(row) } };
  },
});

export const updateRoute = mutation({
  name: "route.update",
  permission: "webhooks:write-test",
  input: UpdateRoute,
  async run({ ctx, tx, input }) {
    const before = await loadRoute(tx, ctx, input.id);
    const after = await tx.route.update({
      where: { id: before.id },
      data: { eventTypes: input.eventTypes ?? Prisma.skip, enabled: input.enabled ?? Prisma.skip },
    });
    await factsChanged(tx, ctx, before.source.integrationId);
    return { value: { id: after.id }, audit: { ...about(before), before: shown(before), after: shown(after) } };
  },
});

export const deleteRoute = mutation({
  name: "route.delete",
  permission: "webhooks:write-test",
  input: RouteId,
  async run({ ctx, tx, input }) {
    const row = await loadRoute(tx, ctx, input.id);
    await tx.route.update({ where: { id: row.id }, data: { deletedAt: ctx.now() } });
    await factsChanged(tx, ctx, row.source.integrationId);
    return { value: { id: row.id }, audit: { ...about(row), before: shown(row), after: { deleted: true } } };
  },
});
