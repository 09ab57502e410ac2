import { z } from "zod";
import type { FactScope, Observation } from "#lib/core/fact.ts";
import type { Tx } from "#lib/db/tx.ts";

const Classes = z.record(z.string(), z.object({ action: z.string() }));
const Options = z.array(z.unknown());
const MIN_RATIONALE = 40;

/** Facts about the decisions, the error policy and the reviews of one integration. */
export async function integrationFacts(tx: Tx, scope: FactScope): Promise<Observation[]> {
  const { workspaceId, integrationId, slug, now } = scope;
  const where = { workspaceId, integrationId };
  const base = `/integrations/${slug}`;
  const seen: Observation[] = [];
  const say = (key: string, value: Observation["value"], source: string, link: string, observedAt = now) =>
    seen.push({ key, value, observedAt, source, link });

  const integration = await tx.integration.findFirst({ where: { id: integrationId, workspaceId } });
  if (integration !== null) {
    const linked = integration.provider !== null && integration.provider.trim() !== "";
    say("integration.provider_linked", linked, "integration", base);
  }
  const policy = await tx.errorPolicy.findFirst({ where });
  if (policy !== null) {
    const decided = Object.entries(Classes.parse(policy.classes))
      .filter(([, { action }]) => action !== "" && action !== "undecided")
      .map(([name]) => name);
    say("error_policy.decided", decided, "error_policy", `${base}/design`);
  }
  for (const decision of await tx.decision.findMany({ where, orderBy: { number: "asc" } })) {
    const options = Options.safeParse(decision.options);
    const sound =
      decision.status === "accepted" &&
      options.success &&
      options.data.length >= 2 &&
      decision.rationale.trim().length >= MIN_RATIONALE;
    // The newest accepted decision of a topic speaks for it; a superseded one no longer does.
    const earlier = seen.find((fact) => fact.key === `adr.${decision.topic}.accepted`);
    if (earlier?.value === true && !sound) continue;
    for (const [name, value] of [
      ["accepted", sound],
      ["consequences", decision.consequences.trim() !== ""],
    ] as const) {
      const key = `adr.${decision.topic}.${name}`;
      const index = seen.findIndex((fact) => fact.key === key);
      if (index >= 0) seen.splice(index, 1);
      say(key, value, `decision ${decision.number}`, `${base}/design`);
    }
  }
  for (const review of await tx.review.findMany({ where, orderBy: { createdAt: "desc" }, distinct: ["kind"] })) {
    const independent = review.reviewerId !== review.authorId;
    const overdue = review.state === "scheduled" && endOfDay(review.scheduledFor) < now;
    const scheduled = independent && review.state !== "failed" && !overdue;
    const passed = independent && review.state === "passed" && review.openHighFindings === 0;
    say(`review.${review.kind}.scheduled`, scheduled, "review", `${base}/design`);
    say(`review.${review.kind}.passed`, passed, "review", `${base}/design`, review.finishedAt ?? now);
  }
  return seen;
}

function endOfDay(date: Date): Date {
  return new Date(date.getTime() + 86_400_000);
}
