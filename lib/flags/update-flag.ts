import { invalid, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { assertMember, auditView, hintTraffic, integrationIdOf, loadServedFlag, stoppedIn } from "./_private.ts";
import { UpdateFlag } from "./schema.ts";

export const updateFlag = mutation({
  name: "flag.update",
  permission: "flags:define",
  input: UpdateFlag,
  async run({ ctx, tx, input }) {
    const flag = await loadServedFlag(tx, ctx, input.key);
    const integrationId =
      input.integration === undefined
        ? flag.integrationId
        : input.integration === null
          ? null
          : await integrationIdOf(tx, ctx, input.integration);
    if (flag.type === "kill_switch" && integrationId === null)
      throw invalid("A kill switch stops the traffic of an integration: choose which one.", {
        integration: ["Choose the integration whose traffic this stops."],
      });
    const stopped = stoppedIn(flag);
    // Moving a stopped switch would release one integration and stop another without a flip.
    if (integrationId !== flag.integrationId && stopped.length > 0)
      throw precondition(
        `${flag.key} stops traffic in ${stopped.join(" and ")} now. Start it again first, then move it to another integration.`,
      );
    if (input.ownerId !== undefined && input.ownerId !== null) await assertMember(tx, ctx, input.ownerId);
    const after = {
      ...flag,
      description: input.description ?? flag.description,
      integrationId,
      ownerId: input.ownerId === undefined ? flag.ownerId : input.ownerId,
      onUnavailable: input.onUnavailable ?? flag.onUnavailable,
      defaultValue: input.defaultValue ?? flag.defaultValue,
      expiresAt: input.expiresAt === undefined ? flag.expiresAt : input.expiresAt,
    };
    const { description, ownerId, onUnavailable, defaultValue, expiresAt } = after;
    await tx.flag.update({
      where: { id: flag.id },
      data: { description, integrationId, ownerId, onUnavailable, defaultValue, expiresAt },
    });
    await factsChanged(tx, ctx, flag.integrationId);
    if (integrationId !== flag.integrationId) {
      await factsChanged(tx, ctx, integrationId);
      await hintTraffic(tx, ctx.workspaceId);
    }
    return {
      value: { key: flag.key },
      audit: {
        entityType: "flag",
        entityId: flag.id,
        label: flag.key,
        integrationId,
        before: auditView(flag),
        after: auditView(after),
      },
    };
  },
});
