import { places } from "./places.ts";

/** One line of the palette. It always leads somewhere; the page there asks what must be asked. */
export type Verb = { label: string; href: string; group: string; hint?: string };

export type CommandGroup = { value: string; items: Verb[] };

/** Places first, then what the layout offers this person, in the order of the groups' first verbs. */
export function commandGroups(verbs: readonly Verb[]): CommandGroup[] {
  const groups: CommandGroup[] = [
    {
      value: "Places",
      items: places.map(({ word, href, key }) => ({ label: word, href, group: "Places", hint: `g ${key}` })),
    },
  ];
  for (const verb of verbs) {
    const group = groups.find((candidate) => candidate.value === verb.group);
    if (group) group.items.push(verb);
    else groups.push({ value: verb.group, items: [verb] });
  }
  return groups;
}
