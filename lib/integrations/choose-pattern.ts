import { invalid } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { openIntegration } from "./_private.ts";
import { recordDeviation } from "./insert-integration.ts";
import { advisePattern, deviates, PATTERN_WORDS } from "./policy.ts";
import { ChoosePattern } from "./schema.ts";

/** Takes the advice as it stands now, or deviates from it with a decision that another person has to accept. */
export const choosePattern = mutation({
  name: "integration.choose_pattern",
  permission: "designs:write",
  input: ChoosePattern,
  async run({ ctx, tx, input }) {
    const row = await openIntegration(tx, ctx, input.slug);
    const systems = await tx.system.count({ where: { integrationId: row.id } });
    const flows = await tx.flow.findMany({ where: { integrationId: row.id }, select: { mode: true } });
    const advice = advisePattern(
      systems,
      flows.map((flow) => flow.mode),
    );
    let decisionId: string | null = null;
    if (advice !== null && deviates(advice, input.pattern)) {
      if (input.deviation === undefined)
        throw invalid(`${PATTERN_WORDS[input.pattern].name} differs from what ${systems} systems need. Say why.`, {
          rationale: ["Say why in at least 40 characters. It becomes a decision that another person accepts."],
        });
      const facts = { integrationId: row.id, systems, recommended: advice.pattern, pattern: input.pattern };
      decisionId = await recordDeviation(tx, ctx, { ...facts, ...input.deviation });
    }
    const after = { pattern: input.pattern, patternAdvice: advice?.pattern ?? null };
    await tx.integration.update({ where: { id: row.id }, data: after });
    await factsChanged(tx, ctx, row.id);
    return {
      value: { ...after, decisionId },
      audit: {
        entityType: "integration",
        entityId: row.id,
        integrationId: row.id,
        label: row.slug,
        before: { pattern: row.pattern, patternAdvice: row.patternAdvice },
        after,
        ...(input.deviation ? { reason: input.deviation.rationale } : {}),
      },
    };
  },
});
