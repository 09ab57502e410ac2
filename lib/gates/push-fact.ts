import { canonicalText } from "#lib/audit/canonical.ts";
import { SECOND } from "#lib/core/clock.ts";
import { handOf } from "#lib/core/ctx.ts";
import { conflict, precondition } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation, none } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { toJson } from "./ensure-checklist.ts";
import { lockIntegration } from "./lock-integration.ts";
import { refusalOfPush } from "./push-policy.ts";
import { PushFact } from "./schema.ts";

const MAX_KEYS = 200;

/** Takes what CI observed. The same push again answers the same id, so a build step may be repeated. */
export const pushFact = mutation({
  name: "fact.push",
  permission: "facts:push",
  input: PushFact,
  async run({ ctx, tx, input }) {
    const { key, environment, value, sourceUrl, ttlSeconds } = input;
    const observedAt = new Date(input.observedAt);
    const refused = refusalOfPush({ key, value, observedAt, now: ctx.now() });
    if (refused !== null) throw precondition(refused);
    const integration = await lockIntegration(tx, ctx, { slug: input.integration });
    const owned = { workspaceId: ctx.workspaceId, integrationId: integration.id };
    const sha = input.sha?.toLowerCase() ?? "";
    const told = await tx.pushedFact.findFirst({ where: { ...owned, environment, key, sha, observedAt } });
    if (told !== null) {
      if (canonicalText(told.value) !== canonicalText(value))
        throw conflict(
          `${key} was pushed for this commit and this moment with another value. Send a later observedAt.`,
        );
      return { value: { id: told.id }, audit: none("the same push again") };
    }
    const keys = await tx.pushedFact.groupBy({ by: ["key"], where: owned });
    if (keys.length >= MAX_KEYS && !keys.some((held) => held.key === key))
      throw precondition(`${integration.slug} holds ${MAX_KEYS} pushed keys already. Push under one of those.`);
    const expiresAt = new Date(observedAt.getTime() + ttlSeconds * SECOND);
    const { id } = await tx.pushedFact.create({
      data: {
        ...owned,
        id: newId(),
        environment,
        key,
        value: toJson(value),
        observedAt,
        expiresAt,
        sourceUrl: sourceUrl ?? null,
        sha,
        pushedById: handOf(ctx),
        pushedByLabel: ctx.actor.label,
        pushedAt: ctx.now(),
      },
    });
    await factsChanged(tx, ctx, integration.id);
    return {
      value: { id },
      audit: {
        entityType: "pushed_fact",
        entityId: id,
        label: `${integration.slug} ${key}`,
        integrationId: integration.id,
        after: { key, environment, sha, observedAt, expiresAt, sourceUrl: sourceUrl ?? null },
      },
    };
  },
});
