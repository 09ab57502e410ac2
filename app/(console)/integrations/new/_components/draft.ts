import type { AdviceBand, FlowDirection, FlowMode, Kind, Pattern } from "#lib/integrations/schema.ts";

export type SystemDraft = {
  id: number;
  name: string;
  kind: string;
  authMethod: string;
  apiType: string;
  version: string;
};
export type FlowDraft = {
  id: number;
  name: string;
  from: string;
  to: string;
  direction: FlowDirection;
  mode: FlowMode;
  trigger: string;
};
export type OwnerDraft = { id: number; userId: string; discipline: string };

export type Draft = {
  kind: Kind | null;
  name: string;
  slug: string;
  description: string;
  provider: string;
  systems: readonly SystemDraft[];
  flows: readonly FlowDraft[];
  pattern: Pattern | null;
  rationale: string;
  consequences: string;
  owners: readonly OwnerDraft[];
};

export type Advice = { pattern: Pattern; alternative: Pattern | null; complexity: string; because: string };

export const noDraft: Draft = {
  kind: null,
  name: "",
  slug: "",
  description: "",
  provider: "",
  systems: [],
  flows: [],
  pattern: null,
  rationale: "",
  consequences: "",
  owners: [],
};

/** Says what the server will say: the bands are its own. */
export function adviseFrom(bands: readonly AdviceBand[], draft: Draft): Advice | null {
  const count = draft.systems.length;
  const band = bands.find(({ upTo }) => upTo === null || count <= upTo);
  if (count < 2 || band === undefined) return null;
  const batchOnly = draft.flows.length > 0 && draft.flows.every((flow) => flow.mode === "batch");
  return {
    pattern: band.pattern,
    alternative: batchOnly ? "etl_pipeline" : null,
    complexity: band.complexity,
    because: `${band.because.replace("{n}", String(count))}${batchOnly ? " Every flow is a batch, so an ETL pipeline fits as well." : ""}`,
  };
}

export function deviatesFrom(advice: Advice | null, draft: Draft): boolean {
  return (
    advice !== null &&
    draft.pattern !== null &&
    draft.pattern !== advice.pattern &&
    draft.pattern !== advice.alternative
  );
}

export function slugFrom(name: string): string {
  const words = name
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, " ");
  return words.trim().replaceAll(" ", "-").slice(0, 60).replace(/-+$/, "");
}

/** What the verb takes. */
export function toInput(draft: Draft, requestId: string, deviates: boolean): Record<string, unknown> {
  const { systems, flows, owners, rationale, consequences, slug, pattern, kind, ...rest } = draft;
  const bare = ({ id: _, ...row }: { id: number }) => row;
  return {
    ...rest,
    requestId,
    kind: kind ?? "",
    slug: slug === "" ? slugFrom(draft.name) : slug,
    systems: systems.map(bare),
    flows: flows.map(bare),
    owners: owners.map(bare),
    ...(pattern === null ? {} : { pattern }),
    ...(deviates ? { deviation: { rationale, consequences } } : {}),
  };
}

/** The step on which a field stands, so that a refusal opens the right one. */
export function stepOf(field: string): number {
  if (field.startsWith("systems") || field.startsWith("flows")) return 1;
  if (field.startsWith("pattern") || field.startsWith("deviation")) return 2;
  if (field.startsWith("owners")) return 3;
  return 0;
}
