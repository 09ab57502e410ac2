import { HOUR } from "#lib/core/clock.ts";
import { hrefOf, type Params } from "./search.ts";

const RANGES = [
  { key: "1h", word: "1 h", hours: 1, says: "the last hour" },
  { key: "6h", word: "6 h", hours: 6, says: "the last 6 hours" },
  { key: "24h", word: "24 h", hours: 24, says: "the last 24 hours" },
  { key: "7d", word: "7 d", hours: 168, says: "the last 7 days" },
  { key: "all", word: "All", hours: null, says: "all time" },
] as const;

export type Range = { key: string; from: Date | null; says: string };

/** `range` of the address, or the default; an exact `from` wins over both. */
export function readRange(params: Params, now: Date, otherwise = "24h"): Range {
  const wanted = params.from ? "all" : (params.range ?? otherwise);
  const found = RANGES.find(({ key }) => key === wanted) ?? RANGES[2];
  const from = found.hours === null ? null : new Date(now.getTime() - found.hours * HOUR);
  return { key: found.key, from, says: found.says };
}

export function rangeSegments(path: string, params: Params, here: string) {
  const { cursor: _cursor, from: _from, to: _to, ...kept } = params;
  return RANGES.map(({ key, word }) => ({ href: hrefOf(path, { ...kept, range: key }), word, here: key === here }));
}
