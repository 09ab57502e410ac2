import { personOf } from "#lib/core/ctx.ts";
import { AppError, conflict, notFound } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration, openIntegrationById } from "./_private.ts";
import { DecideDecision, ProposeDecision } from "./schema.ts";

/** A record never changes once it is written; only its status does. */
export const proposeDecision = mutation({
  name: "decision.propose",
  permission: "designs:write",
  input: ProposeDecision,
  async run({ ctx, tx, input }) {
    const { slug, ...record } = input;
    const integration = await openIntegration(tx, ctx, slug);
    const last = await tx.decision.aggregate({ where: { integrationId: integration.id }, _max: { number: true } });
    const id = newId();
    const number = (last._max.number ?? 0) + 1;
    const scope = { workspaceId: ctx.workspaceId, integrationId: integration.id };
    await tx.decision.create({ data: { id, ...scope, number, ...record, authorId: personOf(ctx) } });
    await factsChanged(tx, ctx, integration.id);
    return {
      value: { id, number, status: "proposed" as const },
      audit: {
        entityType: "decision",
        entityId: id,
        label: `${slug} ${number}`,
        integrationId: integration.id,
        after: record,
      },
    };
  },
});

/** Another person than the author; accepting one supersedes what was accepted on the same topic. */
export const decideDecision = mutation({
  name: "decision.decide",
  permission: "gates:request",
  input: DecideDecision,
  async run({ ctx, tx, input }) {
    const row = await tx.decision.findFirst({ where: { id: input.decisionId, workspaceId: ctx.workspaceId } });
    if (row === null) throw notFound("The decision");
    await openIntegrationById(tx, ctx, row.integrationId);
    if (row.status !== "proposed")
      throw conflict(`Decision ${row.number} is ${row.status} already. Propose a new one.`);
    if (row.authorId !== null && row.authorId === personOf(ctx))
      throw new AppError("forbidden", "You wrote this decision. Another person has to accept or reject it.");
    const status = input.verdict === "accept" ? ("accepted" as const) : ("rejected" as const);
    const decided = { decidedById: personOf(ctx), decidedAt: ctx.now() };
    const superseded =
      status === "accepted"
        ? await tx.decision.updateMany({
            where: { integrationId: row.integrationId, topic: row.topic, status: "accepted" },
            data: { status: "superseded" },
          })
        : { count: 0 };
    await tx.decision.update({ where: { id: row.id }, data: { status, ...decided } });
    await factsChanged(tx, ctx, row.integrationId);
    return {
      value: { id: row.id, status, superseded: superseded.count },
      audit: {
        entityType: "decision",
        entityId: row.id,
        label: row.title,
        integrationId: row.integrationId,
        before: { status: row.status },
        after: { status, superseded: superseded.count },
      },
    };
  },
});
