import { DEFAULT_RUNBOOK, KIND_WORDS } from "#lib/alerts/kinds.ts";
import { listChannels } from "#lib/alerts/queries.ts";
import { RUNBOOKS } from "#lib/alerts/runbooks/catalogue.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { listIntegrations } from "#lib/integrations/queries.ts";

/** What the form offers to choose from. */
export async function ruleChoices(ctx: Ctx) {
  const [{ items }, channels] = await Promise.all([listIntegrations(ctx, { limit: 100 }), listChannels(ctx)]);
  return {
    kinds: KIND_WORDS,
    defaultRunbook: DEFAULT_RUNBOOK,
    integrations: items.map(({ slug, name }) => ({ slug, name })),
    channels: channels.map(({ id, name }) => ({ id, name })),
    runbooks: RUNBOOKS.map(({ slug, title }) => ({ slug, title })),
  };
}
