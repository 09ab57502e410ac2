import { TRAFFIC_MODES, type TrafficMode } from "#lib/gates/schema.ts";
import { KINDS, type Kind } from "#lib/integrations/schema.ts";

export type ListFilter = {
  kind?: Kind | undefined;
  mode?: TrafficMode | undefined;
  q?: string | undefined;
  archived: boolean;
  cursor?: string | undefined;
};

/** What the address asks for; words that no filter knows are left out instead of failing the page. */
export function readFilter(search: Record<string, string | string[] | undefined>): ListFilter {
  const one = (name: string) => [search[name]].flat()[0];
  const q = one("q")?.trim().slice(0, 80);
  return {
    kind: KINDS.find((kind) => kind === one("kind")),
    mode: TRAFFIC_MODES.find((mode) => mode === one("mode")),
    q: q === "" ? undefined : q,
    archived: one("archived") === "yes",
    cursor: one("cursor")?.slice(0, 200),
  };
}

/** The same page with one filter changed; every change starts at the first row. */
export function withFilter({ cursor: _, ...filter }: ListFilter, change: Partial<ListFilter>): string {
  const { kind, mode, q, archived, cursor }: ListFilter = { ...filter, ...change };
  const search = new URLSearchParams();
  if (kind) search.set("kind", kind);
  if (mode) search.set("mode", mode);
  if (q) search.set("q", q);
  if (archived) search.set("archived", "yes");
  if (cursor) search.set("cursor", cursor);
  const text = search.toString();
  return text === "" ? "/integrations" : `/integrations?${text}`;
}
