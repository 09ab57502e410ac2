import { z } from "zod";

/** Answers as clients may rely on them; more fields may be there. */
export const Any = z.looseObject({});
export const Created = z.looseObject({ id: z.uuid() });
export const Time = z.iso.datetime();

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe("Give it as ?cursor= for the next page."),
  });
}

/** A list that always fits one page. */
export function allOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.null() });
}

export function whole<Item>(items: Item[]): { items: Item[]; next: null } {
  return { items, next: null };
}
