import { rolesWith } from "#lib/auth/permissions.ts";
import { authorize, type Ctx, handOf, may } from "#lib/core/ctx.ts";
import { notFound } from "#lib/core/errors.ts";
import { db } from "#lib/db/client.ts";
import type { Gate, Integration } from "#lib/db/generated/client.ts";
import { withTransaction } from "#lib/db/tx.ts";
import { getWorkspace } from "#lib/workspaces/queries.ts";
import { authorsOf } from "./authors.ts";
import { changesSince, toDecisionDto, toEvidenceDto, toItemDto, toWaiverDto } from "./dto.ts";
import { type EvaluatedItem, evaluateIntegration, holds, verdictItem } from "./evaluate-integration.ts";
import { gateCount, gateVerdict } from "./policy.ts";
import type {
  BoardRow,
  ChecklistDto,
  EvidenceDto,
  GateDetail,
  GateDto,
  GateName,
  ItemDto,
  ItemState,
  WaiverDto,
} from "./schema.ts";
import { approvalStep } from "./traffic-policy.ts";

const PARKED = 3;
const GATES: readonly GateName[] = ["design", "verification"];

type Loaded = { integration: Integration; items: EvaluatedItem[]; gates: Gate[] };

/** All items of one integration with both gates, as they were last proven. */
export async function getChecklist(ctx: Ctx, slug: string): Promise<ChecklistDto> {
  const loaded = await load(ctx, slug);
  const { integration, items } = loaded;
  const now = ctx.now();
  const parked = await db().delivery.count({
    where: { integrationId: integration.id, environment: "live", state: PARKED },
  });
  return {
    slug: integration.slug,
    name: integration.name,
    kind: integration.kind,
    trafficMode: integration.trafficMode,
    trafficReason: integration.trafficReason,
    parkAt: integration.parkAt?.toISOString() ?? null,
    canaryPercent: integration.canaryPercent,
    parked,
    items: items.map((item) => toItemDto(item, now)),
    gates: GATES.map((gate) => toGateDto(loaded, gate, now)),
  };
}

export async function getChecklistItem(
  ctx: Ctx,
  { slug, key }: { slug: string; key: string },
): Promise<{ item: ItemDto; evidence: EvidenceDto[]; waivers: WaiverDto[] }> {
  const { items } = await load(ctx, slug);
  const item = items.find((candidate) => candidate.key === key);
  if (item === undefined) throw notFound(`The item ${key}`);
  const where = { itemId: item.id, workspaceId: ctx.workspaceId };
  const [evidence, waivers] = await Promise.all([
    db().evidence.findMany({ where, orderBy: { id: "desc" }, take: 50 }),
    db().waiver.findMany({ where, orderBy: { createdAt: "desc" }, take: 20 }),
  ]);
  return {
    item: toItemDto(item, ctx.now()),
    evidence: evidence.map(toEvidenceDto),
    waivers: waivers.map(toWaiverDto),
  };
}

export async function getGate(ctx: Ctx, { slug, gate }: { slug: string; gate: GateName }): Promise<GateDetail> {
  const loaded = await load(ctx, slug);
  const { integration, items, gates } = loaded;
  const now = ctx.now();
  const row = gates.find((candidate) => candidate.key === gate);
  if (row === undefined) throw notFound(`The ${gate} gate`);
  const dto = toGateDto(loaded, gate, now);
  const decisions = await db().gateDecision.findMany({
    where: { gateId: row.id, workspaceId: ctx.workspaceId },
    orderBy: { id: "desc" },
    take: 50,
  });
  const authors = await authorsOf(db(), integration.id, gate, items);
  const { policies } = await getWorkspace(ctx);
  const own = policies.allowOwnApproval ? undefined : authors.get(handOf(ctx));
  const design = gates.find((candidate) => candidate.key === "design");
  const stopped = integration.trafficMode === "blocked" && design !== undefined && design.state !== "open";
  const next = approvalStep(
    gate,
    {
      mode: integration.trafficMode,
      stoppedAt: stopped ? integration.trafficChangedAt : null,
      canarySince: row.step === "canary" ? row.stepAt : null,
      bakeSeconds: policies.bakeTimeSeconds,
    },
    now,
  );
  const role = may(ctx, "gates:decide") ? null : `Deciding gates is for ${rolesWith("gates:decide").join(" and ")}.`;
  const passed = gate === "design" && row.state === "passed" ? "The design gate has passed already." : null;
  const blocked =
    dto.blockingCount > 0
      ? `You cannot approve yet: ${dto.blockingCount} ${dto.blockingCount === 1 ? "item blocks" : "items block"} the gate. Sending back is open.`
      : null;
  const byHand = own === undefined ? null : `You ${own}, so somebody else has to approve this gate.`;
  const names = await db().user.findMany({ where: { id: { in: [...authors.keys()] } }, select: { name: true } });
  return {
    ...dto,
    decisions: decisions.map(toDecisionDto),
    approveRefusal: role ?? passed ?? blocked ?? byHand ?? ("refused" in next ? next.refused : null),
    rejectRefusal: role,
    nextStep: "refused" in next || next.step === "fall_back" || next.step === "stop" ? null : next.step,
    authors: names.map((user) => user.name),
    changes: decisions[0] === undefined ? [] : changesSince(decisions[0].snapshot, dto.items),
  };
}

/** Every integration with both gates, what blocks most first. */
export async function listGates(ctx: Ctx): Promise<BoardRow[]> {
  authorize(ctx, "workspace:read");
  const rows = await db().integration.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: { createdAt: "desc" },
    take: 200,
  });
  const now = ctx.now();
  const loaded = await loadMany(ctx, rows);
  return loaded
    .map((one) => ({
      slug: one.integration.slug,
      name: one.integration.name,
      kind: one.integration.kind,
      trafficMode: one.integration.trafficMode,
      gates: GATES.map((gate) => toGateDto(one, gate, now)),
    }))
    .sort((a, b) => blockers(b) - blockers(a));
}

function blockers(row: BoardRow): number {
  return row.gates.reduce((sum, gate) => sum + gate.blockingCount, 0);
}

async function load(ctx: Ctx, slug: string): Promise<Loaded> {
  authorize(ctx, "workspace:read");
  const integration = await db().integration.findFirst({
    where: { slug, workspaceId: ctx.workspaceId, archivedAt: null },
  });
  if (integration === null) throw notFound("This integration");
  const [loaded] = await loadMany(ctx, [integration]);
  if (loaded === undefined) throw notFound("This integration");
  return loaded;
}

async function loadMany(ctx: Ctx, integrations: readonly Integration[]): Promise<Loaded[]> {
  const ids = { in: integrations.map((integration) => integration.id) };
  const where = { workspaceId: ctx.workspaceId, integrationId: ids };
  const read = () =>
    Promise.all([
      db().checklistItem.findMany({
        where,
        include: { waivers: { orderBy: { createdAt: "desc" } } },
        orderBy: { position: "asc" },
      }),
      db().gate.findMany({ where }),
    ]);
  let [items, gates] = await read();
  const bare = integrations.filter((one) => !gates.some((gate) => gate.integrationId === one.id));
  // An integration gets its items with its first evaluation; whoever looks before that waits for it.
  for (const { id } of bare) await withTransaction((tx) => evaluateIntegration(tx, asProduct(ctx), { id }, "change"));
  if (bare.length > 0) [items, gates] = await read();
  return integrations.map((integration) => ({
    integration,
    gates: gates.filter((gate) => gate.integrationId === integration.id),
    items: items
      .filter((item) => item.integrationId === integration.id)
      .map(({ waivers, ...item }) => ({
        ...item,
        waiver: waivers.find((waiver) => waiver.state === "approved") ?? waivers[0] ?? null,
      })),
  }));
}

function asProduct(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: "system", id: "gates", label: "Interlock" } };
}

function toGateDto({ items, gates }: Loaded, gate: GateName, now: Date): GateDto {
  const row = gates.find((candidate) => candidate.key === gate);
  const mine = items.filter((item) => holds(item, { key: gate }));
  const dtos = mine.map((item) => toItemDto(item, now));
  const times = mine.flatMap((item) => (item.checkedAt === null ? [] : [item.checkedAt.getTime()]));
  const evaluatedAt = times.length === 0 ? null : new Date(Math.max(...times));
  const simple = mine.map(verdictItem);
  const { required, blocking } = gateCount(simple, now);
  const verdict = gateVerdict(simple, evaluatedAt, now);
  const state = row?.state === "passed" || row?.state === "regressed" ? row.state : "open";
  return {
    gate,
    verdict,
    sentence:
      blocking > 0
        ? `Blocked by ${blocking} of ${required} required items.`
        : `All ${required} required items are satisfied.`,
    required,
    blockingCount: blocking,
    blocking: dtos
      .filter((item) => item.blocks)
      .sort((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state))
      .map(({ key, wording, state: itemState, sentence }) => ({ key, wording, state: itemState, sentence })),
    waivers: dtos.flatMap((item) =>
      item.state === "waived" && item.waiver !== null
        ? [
            {
              key: item.key,
              wording: item.wording,
              reason: item.waiver.reason,
              expiresAt: item.waiver.expiresAt ?? "",
            },
          ]
        : [],
    ),
    evaluatedAt: evaluatedAt?.toISOString() ?? null,
    state,
    step: row?.step ?? "none",
    items: dtos,
  };
}

const WORST_FIRST: readonly ItemState[] = [
  "regressed",
  "failed",
  "error",
  "stale",
  "waived",
  "no_data",
  "open",
  "passed",
  "not_applicable",
];
