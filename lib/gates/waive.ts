import { DAY } from "#lib/core/clock.ts";
import { type Ctx, handOf } from "#lib/core/ctx.ts";
import { AppError, conflict, invalid, notFound } from "#lib/core/errors.ts";
import { isUuid, newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Waiver } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { evaluateIntegration, secondsFromNow } from "./evaluate-integration.ts";
import { lockIntegration } from "./lock-integration.ts";
import { DecideWaiver, RequestWaiver, RevokeWaiver } from "./schema.ts";
import { itemForAct } from "./vouch.ts";

/** Security and compliance are waived for a month at most, everything else for a quarter. */
const SHORT_SECTIONS = new Set(["Security", "Compliance"]);
const SHORT_DAYS = 30;

export const requestWaiver = mutation({
  name: "waiver.request",
  permission: "waivers:request",
  input: RequestWaiver,
  async run({ ctx, tx, input }) {
    const { integration, item } = await itemForAct(tx, ctx, input, "request_waiver");
    if (SHORT_SECTIONS.has(item.section) && input.days > SHORT_DAYS) {
      const text = `${item.section} items are waived for at most ${SHORT_DAYS} days.`;
      throw invalid(text, { days: [text] });
    }
    const waiting = await tx.waiver.findFirst({ where: { itemId: item.id, state: "requested" } });
    if (waiting !== null) throw conflict(`A waiver for ${item.key} is already waiting for a decision.`);
    const waiver = await tx.waiver.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        integrationId: integration.id,
        itemId: item.id,
        reason: input.reason,
        days: input.days,
        requestedById: handOf(ctx),
        requestedByLabel: ctx.actor.label,
      },
    });
    return {
      value: { id: waiver.id, state: waiver.state },
      audit: auditOf(waiver, `${integration.slug} ${item.key}`, { after: view(waiver), reason: input.reason }),
    };
  },
});

export const decideWaiver = mutation({
  name: "waiver.decide",
  permission: "waivers:approve",
  input: DecideWaiver,
  async run({ ctx, tx, input }) {
    const before = await lockedWaiver(tx, ctx, input.waiverId);
    if (before.state !== "requested") throw conflict(`This waiver is ${before.state} already.`);
    if (input.approve && before.requestedById === handOf(ctx))
      throw new AppError("forbidden", "You asked for this waiver, so somebody else has to approve it.");
    const now = ctx.now();
    const expiresAt = new Date(now.getTime() + before.days * DAY);
    const after = await tx.waiver.update({
      where: { id: before.id },
      data: {
        ...decidedBy(ctx, now),
        state: input.approve ? "approved" : "denied",
        expiresAt: input.approve ? expiresAt : null,
      },
    });
    if (input.approve) {
      await enqueue(
        tx,
        "gate.evaluate",
        { integrationId: before.integrationId, workspaceId: ctx.workspaceId, traceId: ctx.traceId },
        { key: `${before.id}:expiry`, startAfterSeconds: secondsFromNow(expiresAt, now) },
      );
    }
    return settle(tx, ctx, before, after, input.comment);
  },
});

export const revokeWaiver = mutation({
  name: "waiver.revoke",
  permission: "waivers:approve",
  input: RevokeWaiver,
  async run({ ctx, tx, input }) {
    const before = await lockedWaiver(tx, ctx, input.waiverId);
    if (before.state !== "approved") throw conflict(`This waiver is ${before.state}; only an approved one is revoked.`);
    const data = { ...decidedBy(ctx, ctx.now()), state: "revoked" as const };
    return settle(tx, ctx, before, await tx.waiver.update({ where: { id: before.id }, data }), input.comment);
  },
});

async function lockedWaiver(tx: Tx, ctx: Ctx, id: string): Promise<Waiver> {
  const where = { id, workspaceId: ctx.workspaceId };
  const found = isUuid(id) ? await tx.waiver.findFirst({ where }) : null;
  if (found === null) throw notFound("This waiver");
  await lockIntegration(tx, ctx, { id: found.integrationId });
  return tx.waiver.findFirstOrThrow({ where });
}

async function settle(tx: Tx, ctx: Ctx, before: Waiver, after: Waiver, comment: string) {
  const { integration, items } = await evaluateIntegration(tx, ctx, { id: after.integrationId }, "change");
  const item = items.find((candidate) => candidate.id === after.itemId);
  const label = `${integration.slug} ${item?.key ?? ""}`;
  const reason = comment === "" ? {} : { reason: comment };
  return {
    value: { id: after.id, state: after.state, itemState: item?.state ?? null },
    audit: auditOf(after, label, { before: view(before), after: view(after), ...reason }),
  };
}

function decidedBy({ actor }: Ctx, now: Date) {
  return { decidedById: actor.id, decidedByLabel: actor.label, decidedAt: now };
}

function auditOf(waiver: Waiver, label: string, more: { before?: unknown; after: unknown; reason?: string }) {
  return { entityType: "waiver", entityId: waiver.id, label, integrationId: waiver.integrationId, ...more };
}

function view({ state, days, expiresAt, requestedByLabel, decidedByLabel }: Waiver) {
  return { state, days, expiresAt, requestedBy: requestedByLabel, decidedBy: decidedByLabel };
}
