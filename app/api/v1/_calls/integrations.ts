import { z } from "zod";
import { notFound } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { getDesignMarkdown } from "#lib/designs/queries.ts";
import { listFacts } from "#lib/gates/list-facts.ts";
import { getChecklist, getChecklistItem } from "#lib/gates/queries.ts";
import { ItemAddress } from "#lib/gates/schema.ts";
import { startIntegration } from "#lib/gates/start-integration.ts";
import { releaseTraffic, stopTraffic } from "#lib/gates/steer-traffic.ts";
import { attestItem, markNotApplicable, reopenItem } from "#lib/gates/vouch.ts";
import { archiveIntegration } from "#lib/integrations/archive-integration.ts";
import { getIntegration, listIntegrations } from "#lib/integrations/queries.ts";
import { CreateIntegration, IntegrationFilter, UpdateIntegration } from "#lib/integrations/schema.ts";
import { updateIntegration } from "#lib/integrations/update-integration.ts";
import { call } from "./define.ts";
import { Any, allOf, listOf, whole } from "./shapes.ts";

const Slug = z.object({ slug: z.string().min(1).max(80) });
const Integration = z.looseObject({ slug: z.string(), name: z.string(), kind: z.string(), trafficMode: z.string() });
const Item = z.looseObject({
  key: z.string(),
  wording: z.string(),
  state: z.string(),
  gate: z.string(),
  blocking: z.boolean(),
});

const Fact = z.looseObject({
  key: z.string(),
  value: z.unknown(),
  observedAt: z.string().nullable(),
  expiresAt: z.string().nullable(),
  source: z.string().nullable(),
  link: z.string().nullable(),
});

export const list = call({
  doc: {
    method: "GET",
    path: "/integrations",
    summary: "List integrations by slug",
    input: IntegrationFilter,
    output: listOf(Integration),
  },
  run: listIntegrations,
});

export const create = call({
  doc: {
    method: "POST",
    path: "/integrations",
    summary: "Create an integration with its design, checklist and gates",
    input: CreateIntegration,
    output: Integration,
  },
  run: startIntegration,
});

export const get = call({
  doc: { method: "GET", path: "/integrations/{slug}", summary: "Read one integration", output: Integration },
  run: (ctx, input) => getIntegration(ctx, parseInput(Slug, input).slug),
});

export const update = call({
  doc: {
    method: "PATCH",
    path: "/integrations/{slug}",
    summary: "Change name, description or provider",
    input: UpdateIntegration,
    output: Any,
  },
  run: updateIntegration,
});

export const archive = call({
  doc: { method: "DELETE", path: "/integrations/{slug}", summary: "Archive an integration", output: Any },
  run: archiveIntegration,
});

export const checklist = call({
  doc: {
    method: "GET",
    path: "/integrations/{slug}/checklist",
    summary: "Read every item with its state and what was observed",
    output: allOf(Item),
  },
  run: async (ctx, input) => whole((await getChecklist(ctx, parseInput(Slug, input).slug)).items),
});

export const item = call({
  doc: {
    method: "GET",
    path: "/integrations/{slug}/checklist/{itemKey}",
    summary: "Read one item with its evidence",
    output: Item,
  },
  run: (ctx, input) => getChecklistItem(ctx, readAddress(input)),
});

const ChangeItem = z.strictObject({
  slug: z.string(),
  itemKey: z.string(),
  state: z
    .enum(["not_applicable", "attested", "open"])
    .describe("attested: vouch by hand; open: take an earlier word back"),
  reason: z.string().optional(),
  url: z.string().optional(),
});

export const changeItem = call({
  doc: {
    method: "PATCH",
    path: "/integrations/{slug}/checklist/{itemKey}",
    summary: "Vouch for an item, or say that it does not apply",
    input: ChangeItem,
    output: Item,
  },
  // Ticking an automatic item by hand is a sentence the client can show, not a missing precondition header.
  statuses: { precondition_failed: 422 },
  run: async (ctx, input) => {
    const { slug, itemKey, state, reason, url } = parseInput(ChangeItem, input);
    const address = { slug, key: itemKey };
    if (state === "not_applicable") await markNotApplicable(ctx, { ...address, reason });
    else if (state === "attested") await attestItem(ctx, { ...address, reason, ...(url === undefined ? {} : { url }) });
    else await reopenItem(ctx, address);
    return getChecklistItem(ctx, address);
  },
});

export const facts = call({
  doc: {
    method: "GET",
    path: "/integrations/{slug}/facts",
    summary: "Read what is seen now: what the rules observe here, and what was pushed",
    output: allOf(Fact),
  },
  run: async (ctx, input) => whole(await listFacts(ctx, parseInput(Slug, input).slug)),
});

export const readTraffic = call({
  doc: {
    method: "GET",
    path: "/integrations/{slug}/traffic",
    summary: "Read the traffic mode and what waits",
    output: Any,
  },
  run: async (ctx, input) => {
    const { trafficMode, trafficReason, canaryPercent, parked, parkAt } = await getChecklist(
      ctx,
      parseInput(Slug, input).slug,
    );
    return { trafficMode, trafficReason, canaryPercent, parked, parkAt };
  },
});

const ChangeTraffic = z.strictObject({
  slug: z.string(),
  action: z.enum(["stop", "release"]),
  reason: z.string(),
});

export const changeTraffic = call<unknown>({
  doc: {
    method: "POST",
    path: "/integrations/{slug}/traffic",
    summary: "Stop live traffic by hand, or take that stop back",
    input: ChangeTraffic,
    output: Any,
  },
  status: 200,
  run: async (ctx, input) => {
    const { action, ...rest } = parseInput(ChangeTraffic, input);
    return action === "stop" ? stopTraffic(ctx, rest) : releaseTraffic(ctx, rest);
  },
});

const DocumentName = Slug.extend({ name: z.string().max(80) });

export const document = call({
  doc: {
    method: "GET",
    path: "/integrations/{slug}/documents/{name}",
    summary: "Export the design document as Markdown",
    output: z.string(),
    mediaType: "text/markdown",
  },
  run: async (ctx, input) => {
    const { slug, name } = parseInput(DocumentName, input);
    const found = await getDesignMarkdown(ctx, slug);
    if (found.name !== name) throw notFound(`The document ${name}`);
    return found;
  },
  answer: (found) =>
    new Response(found.text, {
      headers: {
        "content-type": "text/markdown; charset=utf-8",
        etag: `"${found.revision}"`,
        "content-disposition": `attachment; filename="${found.name}"`,
      },
    }),
});

function readAddress(input: unknown): { slug: string; key: string } {
  const { slug, itemKey } = parseInput(z.strictObject({ slug: z.string(), itemKey: z.string() }), input);
  return parseInput(ItemAddress, { slug, key: itemKey });
}
