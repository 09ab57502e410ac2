import type { Ctx } from "#lib/core/ctx.ts";
import { mutation, none } from "#lib/core/mutation.ts";
import { insertDocument } from "#lib/designs/insert-document.ts";
import { insertIntegration } from "#lib/integrations/insert-integration.ts";
import { CreateIntegration } from "#lib/integrations/schema.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";

/**
 * Everything an integration starts with, in one transaction: its systems, flows, owners and pattern, its design
 * document, its checklist and both gates. It stands here because only gates may import all of them.
 */
export const startIntegration = mutation({
  name: "integration.create",
  permission: "designs:write",
  input: CreateIntegration,
  async run({ ctx, tx, input }) {
    const { id, slug, isNew } = await insertIntegration(tx, ctx, input);
    if (isNew) {
      await insertDocument(tx, ctx, { id, kind: input.kind });
      await evaluateIntegration(tx, asProduct(ctx), { id }, "change");
    }
    const row = await tx.integration.findUniqueOrThrow({ where: { id } });
    const { name, kind, trafficMode, pattern } = row;
    const after = { slug, name, kind, pattern, systems: input.systems.length, flows: input.flows.length };
    return {
      value: { id, slug, name, kind, trafficMode },
      audit: isNew
        ? { entityType: "integration", entityId: id, integrationId: id, label: slug, after }
        : none("the same submission arrived twice; the first one is in the log"),
    };
  },
});

/** The first verdicts are the product's own observation, not the word of the person who created it. */
function asProduct(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: "system", id: "gates", label: "Interlock" } };
}
