import type { Ctx } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration, openIntegrationById } from "./_private.ts";
import { AddSystem, RemoveSystem, UpdateSystem } from "./schema.ts";

export const addSystem = mutation({
  name: "system.add",
  permission: "designs:write",
  input: AddSystem,
  async run({ ctx, tx, input }) {
    const { slug, ...fields } = input;
    const integration = await openIntegration(tx, ctx, slug);
    const last = await tx.system.aggregate({ where: { integrationId: integration.id }, _max: { position: true } });
    const id = newId();
    const scope = { workspaceId: ctx.workspaceId, integrationId: integration.id };
    await tx.system.create({ data: { id, ...scope, ...fields, position: (last._max.position ?? -1) + 1 } });
    await factsChanged(tx, ctx, integration.id);
    return {
      value: { id, ...fields },
      audit: { entityType: "system", entityId: id, label: fields.name, integrationId: integration.id, after: fields },
    };
  },
});

export const updateSystem = mutation({
  name: "system.update",
  permission: "designs:write",
  input: UpdateSystem,
  async run({ ctx, tx, input }) {
    const { systemId, ...fields } = input;
    const before = await systemOf(tx, ctx, systemId);
    await tx.system.update({ where: { id: systemId }, data: fields });
    await factsChanged(tx, ctx, before.integrationId);
    const { name, kind, authMethod, apiType, version } = before;
    return {
      value: { id: systemId, ...fields },
      audit: {
        entityType: "system",
        entityId: systemId,
        label: fields.name,
        integrationId: before.integrationId,
        before: { name, kind, authMethod, apiType, version },
        after: fields,
      },
    };
  },
});

/** Its flows go with it: a flow without an end means nothing. */
export const removeSystem = mutation({
  name: "system.remove",
  permission: "designs:write",
  input: RemoveSystem,
  async run({ ctx, tx, input }) {
    const before = await systemOf(tx, ctx, input.systemId);
    const flows = await tx.flow.count({
      where: { integrationId: before.integrationId, OR: [{ fromSystemId: before.id }, { toSystemId: before.id }] },
    });
    await tx.system.delete({ where: { id: before.id } });
    await factsChanged(tx, ctx, before.integrationId);
    const { name, kind, authMethod, apiType, version } = before;
    return {
      value: { id: before.id, removedFlows: flows },
      audit: {
        entityType: "system",
        entityId: before.id,
        label: name,
        integrationId: before.integrationId,
        before: { name, kind, authMethod, apiType, version, flows },
      },
    };
  },
});

async function systemOf(tx: Tx, ctx: Ctx, id: string) {
  const row = await tx.system.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (row === null) throw notFound("The system");
  await openIntegrationById(tx, ctx, row.integrationId);
  return row;
}
