import type { Ctx } from "#lib/core/ctx.ts";
import { invalid, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration, openIntegrationById } from "./_private.ts";
import { AddFlow, RemoveFlow, UpdateFlow } from "./schema.ts";

export const addFlow = mutation({
  name: "flow.add",
  permission: "designs:write",
  input: AddFlow,
  async run({ ctx, tx, input }) {
    const { slug, from, to, ...fields } = input;
    const integration = await openIntegration(tx, ctx, slug);
    const ends = await findEnds(tx, integration.id, from, to);
    const id = newId();
    await tx.flow.create({
      data: { id, workspaceId: ctx.workspaceId, integrationId: integration.id, ...fields, ...ends },
    });
    await factsChanged(tx, ctx, integration.id);
    const after = { ...fields, from, to };
    return {
      value: { id, ...after },
      audit: { entityType: "flow", entityId: id, label: fields.name, integrationId: integration.id, after },
    };
  },
});

export const updateFlow = mutation({
  name: "flow.update",
  permission: "designs:write",
  input: UpdateFlow,
  async run({ ctx, tx, input }) {
    const { flowId, from, to, ...fields } = input;
    const before = await flowOf(tx, ctx, flowId);
    const ends = await findEnds(tx, before.integrationId, from, to);
    await tx.flow.update({ where: { id: flowId }, data: { ...fields, ...ends } });
    await factsChanged(tx, ctx, before.integrationId);
    const after = { ...fields, from, to };
    return {
      value: { id: flowId, ...after },
      audit: {
        entityType: "flow",
        entityId: flowId,
        label: fields.name,
        integrationId: before.integrationId,
        before: auditView(before),
        after,
      },
    };
  },
});

export const removeFlow = mutation({
  name: "flow.remove",
  permission: "designs:write",
  input: RemoveFlow,
  async run({ ctx, tx, input }) {
    const before = await flowOf(tx, ctx, input.flowId);
    await tx.flow.delete({ where: { id: before.id } });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: { id: before.id },
      audit: {
        entityType: "flow",
        entityId: before.id,
        label: before.name,
        integrationId: before.integrationId,
        before: auditView(before),
      },
    };
  },
});

async function flowOf(tx: Tx, ctx: Ctx, id: string) {
  const row = await tx.flow.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: { fromSystem: { select: { name: true } }, toSystem: { select: { name: true } } },
  });
  if (row === null) throw notFound("The flow");
  await openIntegrationById(tx, ctx, row.integrationId);
  return row;
}

function auditView(row: Awaited<ReturnType<typeof flowOf>>) {
  const { name, direction, mode, trigger, mapping } = row;
  return { name, from: row.fromSystem.name, to: row.toSystem.name, direction, mode, trigger, mapping };
}

async function findEnds(tx: Tx, integrationId: string, from: string, to: string) {
  if (from === to) throw invalid("A flow ends at another system.", { to: ["Choose another system."] });
  const rows = await tx.system.findMany({ where: { integrationId, name: { in: [from, to] } } });
  const idOf = (name: string, field: string) => {
    const row = rows.find((system) => system.name === name);
    if (row === undefined)
      throw invalid(`There is no system named ${name}.`, { [field]: ["Choose a system of this integration."] });
    return row.id;
  };
  return { fromSystemId: idOf(from, "from"), toSystemId: idOf(to, "to") };
}
