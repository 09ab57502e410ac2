import { problemOf } from "./check-home.ts";
import { type Homes, statementsOf } from "./home.ts";
import type { House } from "./read-house.ts";

type Wordings = Readonly<Record<string, string>>;
type Inventory = {
  wordings: Readonly<Record<string, Wordings>>;
  homes: Readonly<Record<string, Homes>>;
};

/** Every way in which the table of homes and the repository disagree, each as a sentence that names the id. */
export function problemsOf({ wordings, homes }: Inventory, house: House): string[] {
  const entries = Object.values(wordings).flatMap((part) => Object.entries(part));
  const rows = Object.values(homes).flatMap((part) => Object.entries(part));
  const known = new Map(entries);
  const housed = new Set(rows.map(([id]) => id));
  return [
    ...twiceIn(entries).map((id) => `${id} stands in the inventory twice`),
    ...twiceIn(rows).map((id) => `${id} has two rows`),
    ...[...known.keys()].filter((id) => !housed.has(id)).map((id) => `${id} has no home`),
    ...rows.flatMap(([id, home]) => {
      const wording = known.get(id);
      if (wording === undefined) return [`${id} is not in the inventory`];
      if (statementsOf(home).length === 0) return [`${id} has no home`];
      const entry = { id, wording, plumbing: wordings["plumbing"]?.[id] !== undefined };
      return statementsOf(home).flatMap((statement) => {
        const problem = problemOf(entry, statement, house);
        return problem === null ? [] : [`${id}: ${problem}`];
      });
    }),
  ];
}

function twiceIn(entries: readonly (readonly [string, unknown])[]): string[] {
  const ids = entries.map(([id]) => id);
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}
