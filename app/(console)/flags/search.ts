import { FLAG_TYPES, type FlagType } from "#lib/flags/words.ts";

export type Search = Promise<Record<string, string | string[] | undefined>>;
export type FlagSearch = { type?: FlagType; integration?: string; q?: string; archived?: boolean };

function one(value: string | string[] | undefined): string | undefined {
  const text = Array.isArray(value) ? value[0] : value;
  return text === undefined || text === "" ? undefined : text.slice(0, 100);
}

export async function readSearch(search: Search): Promise<FlagSearch> {
  const params = await search;
  const type = FLAG_TYPES.find((name) => name === one(params["type"]));
  const integration = one(params["integration"]);
  const q = one(params["q"]);
  return {
    ...(type === undefined ? {} : { type }),
    ...(integration === undefined ? {} : { integration }),
    ...(q === undefined ? {} : { q }),
    ...(one(params["archived"]) === "1" ? { archived: true } : {}),
  };
}

export function hrefOf(filter: FlagSearch): string {
  const query = new URLSearchParams();
  for (const name of ["type", "integration", "q"] as const)
    if (filter[name] !== undefined) query.set(name, filter[name]);
  if (filter.archived) query.set("archived", "1");
  const text = query.toString();
  return text === "" ? "/flags" : `/flags?${text}`;
}
