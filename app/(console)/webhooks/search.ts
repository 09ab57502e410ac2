import type { z } from "zod";

export type Search = Promise<Record<string, string | string[] | undefined>>;
export type Params = Record<string, string>;

/** The address as plain texts: the first of a repeated parameter counts, empty ones are left out. */
export async function readParams(search: Search): Promise<Params> {
  const params: Params = {};
  for (const [name, value] of Object.entries(await search)) {
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== "") params[name] = first;
  }
  return params;
}

/** Only what a filter knows and can read: an address that somebody edited shows a list, not an error. */
export function keepReadable(schema: z.ZodObject, params: Params): Params {
  const known = Object.fromEntries(Object.entries(params).filter(([name]) => name in schema.shape));
  const parsed = schema.safeParse(known);
  if (parsed.success) return known;
  const refused = new Set(parsed.error.issues.map((issue) => String(issue.path[0])));
  return Object.fromEntries(Object.entries(known).filter(([name]) => !refused.has(name)));
}

/** The same page with other parameters; an empty one is taken away. */
export function hrefOf(path: string, params: Record<string, string | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) search.set(name, value);
  const text = search.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** Detail in a drawer has an address of its own: the rows above and below are addresses too. */
export function stepsAround<Row extends { id: string }>(
  rows: readonly Row[],
  id: string,
  hrefFor: (id: string) => string,
) {
  const at = rows.findIndex((row) => row.id === id);
  const previous = at > 0 ? rows[at - 1] : undefined;
  const next = at >= 0 ? rows[at + 1] : undefined;
  return {
    ...(previous ? { previousHref: hrefFor(previous.id) } : {}),
    ...(next ? { nextHref: hrefFor(next.id) } : {}),
  };
}

export function idOrNothing(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : undefined;
}
