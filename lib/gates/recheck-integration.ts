import { mutation, none } from "#lib/core/mutation.ts";
import { evaluateIntegration } from "./evaluate-integration.ts";
import { RecheckIntegration } from "./schema.ts";

/** "Check again": proves every item now. What changed is kept as evidence, so the audit log needs no row. */
export const recheckIntegration = mutation({
  name: "checklist.recheck",
  permission: "gates:request",
  input: RecheckIntegration,
  async run({ ctx, tx, input }) {
    const { items, changed } = await evaluateIntegration(tx, ctx, { slug: input.slug }, "recheck");
    return { value: { checked: items.length, changed }, audit: none("each changed item leaves evidence of its own") };
  },
});
