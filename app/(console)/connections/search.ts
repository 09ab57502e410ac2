import { ListFilter } from "#lib/connections/schema.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;

/** The address as a filter: the first of a repeated parameter counts, unknown ones are left out. */
export async function readFilter(search: Search) {
  const given = Object.entries(await search).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]);
  return ListFilter.parse(Object.fromEntries(given));
}

/** The same page with other parameters; an empty one is taken away. */
export function hrefOf(path: string, params: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}
