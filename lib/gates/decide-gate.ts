import { type Ctx, handOf } from "#lib/core/ctx.ts";
import { AppError, precondition } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import type { Gate } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import { authorsOf } from "./authors.ts";
import { toJson } from "./ensure-checklist.ts";
import { type Evaluated, evaluateIntegration, holds, verdictItem } from "./evaluate-integration.ts";
import type { LockedIntegration } from "./lock-integration.ts";
import { blocks } from "./policy.ts";
import { DecideGate, type GateName } from "./schema.ts";
import { setTraffic } from "./set-traffic.ts";
import { approvalStep } from "./traffic-policy.ts";

type Change = { integration: LockedIntegration; step: string; ownApproval: boolean };

/** The decision of a gate, on facts that are read again inside its own transaction. */
export const decideGate = mutation({
  name: "gate.decide",
  permission: "gates:decide",
  input: DecideGate,
  async run({ ctx, tx, input }) {
    const evaluated = await evaluateIntegration(tx, ctx, { slug: input.slug }, "decision");
    const before = evaluated.integration;
    const gate = evaluated.gates.find((candidate) => candidate.key === input.gate);
    if (gate === undefined) throw precondition("This integration has no such gate.");
    const change =
      input.decision === "approve"
        ? await approve(tx, ctx, evaluated, gate)
        : await sendBack(tx, ctx, evaluated, gate, input.comment);
    const { integration, step, ownApproval } = change;
    const mine = evaluated.items.filter((item) => holds(item, gate));
    const snapshot = mine.map(({ key, state, sentence, observed }) => ({ key, state, sentence, observed }));
    const decision = await tx.gateDecision.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        gateId: gate.id,
        integrationId: before.id,
        decision: input.decision,
        step,
        comment: input.comment,
        ownApproval,
        trafficFrom: before.trafficMode,
        trafficTo: integration.trafficMode,
        snapshot: toJson(snapshot),
        configHash: evaluated.configHash,
        decidedById: ctx.actor.id,
        decidedByLabel: ctx.actor.label,
        decidedAt: ctx.now(),
      },
    });
    return {
      value: { id: decision.id, decision: input.decision, step, trafficMode: integration.trafficMode },
      audit: {
        entityType: "gate",
        entityId: gate.id,
        label: `${before.slug} ${gate.key}`,
        integrationId: before.id,
        environment: "live",
        before: { state: gate.state, step: gate.step, trafficMode: before.trafficMode },
        after: { decision: input.decision, step, trafficMode: integration.trafficMode, ownApproval },
        ...(input.comment === "" ? {} : { reason: input.comment }),
      },
    };
  },
});

async function approve(tx: Tx, ctx: Ctx, evaluated: Evaluated, gate: Gate): Promise<Change> {
  const { integration, items, gates } = evaluated;
  const now = ctx.now();
  const blocking = items.filter((item) => holds(item, gate) && blocks(verdictItem(item), now));
  if (blocking.length > 0) {
    const list = blocking.map(({ key, wording, state, sentence }) => ({ key, wording, state, sentence }));
    const names = blocking.slice(0, 3).map((item) => item.key);
    const more = blocking.length > names.length ? ` and ${blocking.length - names.length} more` : "";
    const text = `${blocking.length} required ${blocking.length === 1 ? "item blocks" : "items block"} the ${gate.key} gate: ${names.join(", ")}${more}.`;
    throw precondition(text, { blocking: list });
  }
  const ownApproval = await checkOwnApproval(tx, ctx, evaluated, gate.key);
  const { policies } = await getWorkspace(ctx, tx);
  const design = gates.find((candidate) => candidate.key === "design");
  const designOpen = design === undefined || design.state !== "passed";
  if (gate.key === "verification" && designOpen)
    throw precondition("The design gate has not passed. Decide it first.", { blocking: [] });
  if (gate.key === "design" && gate.state === "passed")
    throw precondition("The design gate has passed already. Send it back if it should be looked at again.");
  const stopped = integration.trafficMode === "blocked" && !designOpen;
  const next = approvalStep(
    gate.key,
    {
      mode: integration.trafficMode,
      stoppedAt: stopped ? integration.trafficChangedAt : null,
      canarySince: gate.step === "canary" ? gate.stepAt : null,
      bakeSeconds: policies.bakeTimeSeconds,
    },
    now,
  );
  if ("refused" in next) throw precondition(next.refused, { blocking: [] });
  const reason = `${ctx.actor.label} approved the ${gate.key} gate.`;
  const moved = next.step === null ? integration : await setTraffic(tx, integration, next.step, { reason, now });
  const step = gate.key === "design" ? "passed" : moved.trafficMode;
  const opened = gate.key === "design" ? {} : { step, stepAt: now };
  await tx.gate.update({
    where: { id: gate.id },
    data: { ...opened, state: "passed", passedAt: gate.passedAt ?? now, regressedAt: null },
  });
  return { integration: moved, step, ownApproval };
}

/** Author and approver are two people, unless the workspace's policy says otherwise; then it is recorded and shown. */
async function checkOwnApproval(tx: Tx, ctx: Ctx, { integration, items }: Evaluated, gate: GateName): Promise<boolean> {
  const authors = await authorsOf(tx, integration.id, gate, items);
  const what = authors.get(handOf(ctx));
  if (what === undefined) return false;
  const { policies } = await getWorkspace(ctx, tx);
  if (policies.allowOwnApproval) return true;
  throw new AppError("forbidden", `You ${what}, so you cannot approve this gate. Ask somebody who did not.`);
}

/** Sending back closes what the gate had opened; the design gate takes the verification gate with it. */
async function sendBack(tx: Tx, ctx: Ctx, { integration }: Evaluated, gate: Gate, comment: string): Promise<Change> {
  const now = ctx.now();
  const reason = `${ctx.actor.label} sent the ${gate.key} gate back: ${comment}`;
  const closed = { state: "open", step: "none", stepAt: null, passedAt: null, regressedAt: null };
  const keys: GateName[] = gate.key === "design" ? ["design", "verification"] : ["verification"];
  await tx.gate.updateMany({ where: { integrationId: integration.id, key: { in: keys } }, data: closed });
  const flows = integration.trafficMode === "canary" || integration.trafficMode === "live";
  const to = gate.key === "design" ? "blocked" : flows ? "parked" : integration.trafficMode;
  const moved =
    to === integration.trafficMode ? integration : await setTraffic(tx, integration, { to }, { reason, now });
  return { integration: moved, step: "sent_back", ownApproval: false };
}
