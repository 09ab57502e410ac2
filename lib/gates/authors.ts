import type { Tx } from "#lib/db/tx.ts";
import { type EvaluatedItem, holds } from "./evaluate-integration.ts";

/** Why somebody counts as an author of what a gate is decided on, by their id. */
export type Authors = ReadonlyMap<string, string>;

/**
 * Everybody whose own word or work this gate rests on: attestations and not-applicable marks, waivers asked for,
 * drills started, facts pushed and, before anything is built, the design document and its decisions.
 */
export async function authorsOf(
  tx: Tx,
  integrationId: string,
  gate: "design" | "verification",
  items: readonly EvaluatedItem[],
): Promise<Authors> {
  const authors = new Map<string, string>();
  const add = (id: string | null | undefined, what: string) => {
    if (id && !authors.has(id)) authors.set(id, what);
  };
  const mine = items.filter((item) => holds(item, { key: gate }));
  for (const item of mine) {
    if (item.manualKind === "attested") add(item.manualById, `attested ${item.key}`);
    if (item.manualKind === "not_applicable") add(item.manualById, `marked ${item.key} not applicable`);
    if (item.state === "waived") add(item.waiver?.requestedById, `asked for the waiver of ${item.key}`);
  }
  if (gate === "design") {
    const document = await tx.designDocument.findUnique({
      where: { integrationId },
      select: { versions: { select: { authorId: true } }, sections: { select: { updatedById: true } } },
    });
    for (const { authorId } of document?.versions ?? []) add(authorId, "wrote the design");
    for (const { updatedById } of document?.sections ?? []) add(updatedById, "wrote the design");
    for (const { authorId, number } of await tx.decision.findMany({ where: { integrationId, status: "accepted" } }))
      add(authorId, `wrote decision ${number}`);
  } else {
    const counted = mine.some((item) => item.state === "passed" && JSON.stringify(item.rule).includes('"drill.'));
    const drills = counted ? await tx.drillRun.findMany({ where: { integrationId, state: "passed" } }) : [];
    for (const drill of drills) add(drill.startedById, `ran the drill ${drill.kind}`);
  }
  // A build's token is the hand of whoever made it.
  if (mine.some((item) => item.state === "passed" && JSON.stringify(item.rule).includes('"ext.')))
    for (const { pushedById } of await tx.pushedFact.groupBy({ by: ["pushedById"], where: { integrationId } }))
      add(pushedById, "pushed facts that it rests on");
  return authors;
}
