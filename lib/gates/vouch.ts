import { DAY } from "#lib/core/clock.ts";
import { type Ctx, handOf } from "#lib/core/ctx.ts";
import { AppError, notFound } from "#lib/core/errors.ts";
import { isUuid } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { ChecklistItem } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { toChecks } from "./dto.ts";
import { ensureChecklist } from "./ensure-checklist.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";
import { type LockedIntegration, lockIntegration } from "./lock-integration.ts";
import { type Act, refusal } from "./policy.ts";
import { isAutomatic } from "./prove-item.ts";
import { AttestItem, ItemAddress, MarkNotApplicable } from "./schema.ts";
import { ATTESTATION_DAYS } from "./templates/item.ts";

type Address = { slug: string; key: string };

/** The item under the integration's lock, or the sentence that says why this act is not for it. */
export async function itemForAct(
  tx: Tx,
  ctx: Ctx,
  { slug, key }: Address,
  act: Act,
): Promise<{ integration: LockedIntegration; item: ChecklistItem }> {
  const integration = await lockIntegration(tx, ctx, { slug });
  await ensureChecklist(tx, integration);
  const item = await tx.checklistItem.findFirst({
    where: { workspaceId: ctx.workspaceId, integrationId: integration.id, key },
  });
  if (item === null) throw notFound(`The item ${key}`);
  const automatic = isAutomatic(item, toChecks(item.observed));
  const refused = refusal(act, { key, state: item.state, automatic });
  if (refused !== null) throw new AppError("precondition_failed", refused, { details: { key, state: item.state } });
  return { integration, item };
}

async function vouch(tx: Tx, ctx: Ctx, address: Address, act: Act, manual: Manual) {
  const { integration, item } = await itemForAct(tx, ctx, address, act);
  await tx.checklistItem.update({ where: { id: item.id }, data: manual });
  const evaluated = await evaluateIntegration(tx, ctx, { id: integration.id }, "change");
  const after = evaluated.items.find((candidate) => candidate.id === item.id) ?? item;
  return {
    value: { key: item.key, state: after.state, sentence: after.sentence },
    audit: {
      entityType: "checklist_item",
      entityId: item.id,
      label: `${integration.slug} ${item.key}`,
      integrationId: integration.id,
      before: { state: item.state, manual: item.manualKind },
      after: { state: after.state, manual: manual.manualKind, url: manual.manualUrl },
      ...(manual.manualReason === null ? {} : { reason: manual.manualReason }),
    },
  };
}

type Manual = {
  manualKind: "attested" | "not_applicable" | null;
  manualReason: string | null;
  manualUrl: string | null;
  manualById: string | null;
  manualByLabel: string | null;
  manualAt: Date | null;
  manualExpiresAt: Date | null;
};

function by(ctx: Ctx): Pick<Manual, "manualById" | "manualByLabel" | "manualAt"> {
  const id = handOf(ctx);
  return { manualById: isUuid(id) ? id : null, manualByLabel: ctx.actor.label, manualAt: ctx.now() };
}

const NOBODY: Manual = {
  manualKind: null,
  manualReason: null,
  manualUrl: null,
  manualById: null,
  manualByLabel: null,
  manualAt: null,
  manualExpiresAt: null,
};

export const attestItem = mutation({
  name: "checklist_item.attest",
  permission: "checklists:write",
  input: AttestItem,
  run({ ctx, tx, input }) {
    const manual: Manual = {
      ...by(ctx),
      manualKind: "attested",
      manualReason: input.reason,
      manualUrl: input.url === "" ? null : input.url,
      manualExpiresAt: new Date(ctx.now().getTime() + ATTESTATION_DAYS * DAY),
    };
    return vouch(tx, ctx, input, "attest", manual);
  },
});

export const markNotApplicable = mutation({
  name: "checklist_item.mark_not_applicable",
  permission: "checklists:write",
  input: MarkNotApplicable,
  run({ ctx, tx, input }) {
    const manual: Manual = { ...NOBODY, ...by(ctx), manualKind: "not_applicable", manualReason: input.reason };
    return vouch(tx, ctx, input, "mark_not_applicable", manual);
  },
});

export const reopenItem = mutation({
  name: "checklist_item.reopen",
  permission: "checklists:write",
  input: ItemAddress,
  run({ ctx, tx, input }) {
    return vouch(tx, ctx, input, "reopen", NOBODY);
  },
});
