import { createHash } from "node:crypto";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError, invalid } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import type { Tx } from "#lib/db/tx.ts";
import { requireMember, userIdOf } from "./_private.ts";
import { advisePattern, deviates, NO_ERROR_POLICY, PATTERN_WORDS, slugOf } from "./policy.ts";
import { type CreateIntegration, NewSlug, type Pattern } from "./schema.ts";

export type Inserted = { id: string; slug: string; isNew: boolean };

/** The rows that this domain owns; `lib/gates/start-integration.ts` puts the design and the checklist beside them. */
export async function insertIntegration(tx: Tx, ctx: Ctx, input: CreateIntegration): Promise<Inserted> {
  const { workspaceId } = ctx;
  const id = input.requestId === undefined ? newId() : idOfRequest(workspaceId, input.requestId);
  const slug = NewSlug.safeParse(input.slug ?? slugOf(input.name));
  if (!slug.success) throw invalid("Check slug and send it again.", { slug: slug.error.issues.map((x) => x.message) });
  const advice = advisePattern(
    input.systems.length,
    input.flows.map((flow) => flow.mode),
  );
  const pattern = input.pattern ?? advice?.pattern ?? null;
  if (pattern !== null && deviates(advice, pattern) && input.deviation === undefined)
    throw invalid(`${PATTERN_WORDS[pattern].name} differs from what ${input.systems.length} systems need. Say why.`, {
      "deviation.rationale": ["Say why in at least 40 characters. It becomes a decision that another person accepts."],
    });
  for (const owner of input.owners) await requireMember(tx, ctx, owner.userId, "owners");

  // A second submission waits here for the first one's commit and then finds its row.
  const { count } = await tx.integration.createMany({
    data: [
      {
        id,
        workspaceId,
        slug: slug.data,
        name: input.name,
        kind: input.kind,
        description: input.description,
        provider: input.provider === "" ? null : input.provider,
        pattern,
        patternAdvice: advice?.pattern ?? null,
        createdById: userIdOf(ctx),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const first = await tx.integration.findFirst({ where: { id, workspaceId }, select: { slug: true } });
    if (first !== null) return { id, slug: first.slug, isNew: false };
    throw new AppError(
      "conflict",
      `An integration with the slug ${slug.data} exists already. Choose another slug, or open that one.`,
      { fields: { slug: ["Another integration has it already."] } },
    );
  }
  await insertParts(tx, ctx, id, input);
  if (pattern !== null && input.deviation !== undefined && deviates(advice, pattern))
    await recordDeviation(tx, ctx, {
      integrationId: id,
      systems: input.systems.length,
      recommended: advice?.pattern ?? pattern,
      pattern,
      ...input.deviation,
    });
  return { id, slug: slug.data, isNew: true };
}

async function insertParts(tx: Tx, ctx: Ctx, integrationId: string, input: CreateIntegration): Promise<void> {
  const { workspaceId } = ctx;
  const scope = { workspaceId, integrationId };
  const systems = input.systems.map((system, position) => ({ id: newId(), ...scope, ...system, position }));
  const ids = new Map(systems.map((system) => [system.name, system.id]));
  await tx.system.createMany({ data: systems });
  await tx.flow.createMany({
    data: input.flows.flatMap(({ from, to, ...flow }) => {
      const fromSystemId = ids.get(from);
      const toSystemId = ids.get(to);
      return fromSystemId && toSystemId ? [{ id: newId(), ...scope, ...flow, fromSystemId, toSystemId }] : [];
    }),
  });
  await tx.integrationOwner.createMany({
    data: input.owners.map((owner) => ({ integrationId, ...owner })),
    skipDuplicates: true,
  });
  await tx.errorPolicy.create({ data: { ...scope, classes: NO_ERROR_POLICY, updatedById: userIdOf(ctx) } });
}

type DeviationFacts = {
  integrationId: string;
  systems: number;
  recommended: Pattern;
  pattern: Pattern;
  rationale: string;
  consequences: string;
};

export async function recordDeviation(tx: Tx, ctx: Ctx, facts: DeviationFacts): Promise<string> {
  const { integrationId, pattern, recommended } = facts;
  const last = await tx.decision.aggregate({ where: { integrationId }, _max: { number: true } });
  const id = newId();
  await tx.decision.create({
    data: {
      id,
      workspaceId: ctx.workspaceId,
      integrationId,
      number: (last._max.number ?? 0) + 1,
      topic: "pattern",
      title: `Use ${PATTERN_WORDS[pattern].name} instead of ${PATTERN_WORDS[recommended].name}`,
      context: `The pattern advisor recommends ${PATTERN_WORDS[recommended].name} for ${facts.systems} systems.`,
      options: [PATTERN_WORDS[recommended].name, PATTERN_WORDS[pattern].name],
      choice: PATTERN_WORDS[pattern].name,
      rationale: facts.rationale,
      consequences: facts.consequences,
      authorId: userIdOf(ctx),
    },
  });
  return id;
}

/** Bound to the workspace, so that a request id of another one means nothing here. */
function idOfRequest(workspaceId: string, requestId: string): string {
  const hex = createHash("sha256").update(`${workspaceId}:${requestId}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
