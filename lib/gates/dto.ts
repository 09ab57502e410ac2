import { z } from "zod";
import type { ChecklistItem, Evidence, GateDecision, Waiver } from "#lib/db/generated/client.ts";
import { verdictItem } from "./evaluate-integration.ts";
import { blocks } from "./policy.ts";
import { isAutomatic } from "./prove-item.ts";
import {
  type CheckDto,
  type EvidenceDto,
  type GateChange,
  type GateDecisionDto,
  ITEM_STATES,
  type ItemDto,
  type WaiverDto,
} from "./schema.ts";

const Checks = z.array(
  z.object({
    fact: z.string(),
    outcome: z.string(),
    expected: z.string(),
    observed: z.string(),
    observedAt: z.string().nullable(),
    source: z.string().nullable().default(null),
    link: z.string().nullable(),
    sha: z.string().nullable().default(null),
  }),
);
const Snapshot = z.array(z.object({ key: z.string(), state: z.enum(ITEM_STATES) }));

export function toItemDto(item: ChecklistItem & { waiver: Waiver | null }, now: Date): ItemDto {
  const { waiver } = item;
  const checks = toChecks(item.observed);
  return {
    id: item.id,
    key: item.key,
    wording: item.wording,
    section: item.section,
    gate: item.gate,
    gates: item.alsoGate === null ? [item.gate] : [item.gate, item.alsoGate],
    blocking: item.blocking,
    grade: item.grade,
    automatic: isAutomatic(item, checks),
    missingFact: item.missingFact,
    state: item.state,
    stateSince: item.stateSince.toISOString(),
    sentence: item.sentence,
    checks,
    checkedAt: item.checkedAt?.toISOString() ?? null,
    blocks: blocks(verdictItem(item), now),
    manual:
      item.manualKind === null || item.manualAt === null
        ? null
        : {
            kind: item.manualKind,
            reason: item.manualReason ?? "",
            url: item.manualUrl,
            by: item.manualByLabel ?? "",
            at: item.manualAt.toISOString(),
            expiresAt: item.manualExpiresAt?.toISOString() ?? null,
          },
    waiver: waiver === null ? null : toWaiverDto(waiver),
  };
}

export function toChecks(observed: unknown): CheckDto[] {
  const parsed = Checks.safeParse(observed);
  return parsed.success ? parsed.data : [];
}

export function toWaiverDto(waiver: Waiver): WaiverDto {
  return {
    id: waiver.id,
    state: waiver.state,
    reason: waiver.reason,
    days: waiver.days,
    requestedBy: waiver.requestedByLabel,
    decidedBy: waiver.decidedByLabel,
    expiresAt: waiver.expiresAt?.toISOString() ?? null,
    createdAt: waiver.createdAt.toISOString(),
  };
}

export function toEvidenceDto(evidence: Evidence): EvidenceDto {
  return {
    id: evidence.id,
    state: evidence.state,
    previous: evidence.previous,
    sentence: evidence.sentence,
    source: evidence.source,
    actor: evidence.actorLabel,
    configHash: evidence.configHash,
    observedAt: evidence.observedAt.toISOString(),
  };
}

export function toDecisionDto(row: GateDecision): GateDecisionDto {
  const parsed = Snapshot.safeParse(row.snapshot);
  const counted = (parsed.success ? parsed.data : []).filter((item) => item.state !== "not_applicable");
  return {
    id: row.id,
    decision: row.decision === "approve" ? "approve" : "reject",
    step: row.step,
    comment: row.comment,
    ownApproval: row.ownApproval,
    trafficFrom: row.trafficFrom,
    trafficTo: row.trafficTo,
    decidedBy: row.decidedByLabel,
    decidedAt: row.decidedAt.toISOString(),
    required: counted.length,
    satisfied: counted.filter((item) => item.state === "passed" || item.state === "waived").length,
  };
}

export function changesSince(snapshot: unknown, items: readonly ItemDto[]): GateChange[] {
  const before = Snapshot.safeParse(snapshot);
  if (!before.success) return [];
  return items.flatMap(({ key, state, sentence }) => {
    const then = before.data.find((item) => item.key === key);
    return then === undefined || then.state === state ? [] : [{ key, from: then.state, to: state, sentence }];
  });
}
