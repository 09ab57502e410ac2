import { authorize } from "#lib/core/ctx.ts";
import { precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { hintTraffic, loadServedFlag, stateIn, stoppedIn } from "./_private.ts";
import { ArchiveFlag } from "./schema.ts";

/** An archived flag is no longer served: clients get FLAG_NOT_FOUND and use their own default. */
export const archiveFlag = mutation({
  name: "flag.archive",
  permission: "flags:define",
  input: ArchiveFlag,
  async run({ ctx, tx, input }) {
    const flag = await loadServedFlag(tx, ctx, input.key);
    const stopped = stoppedIn(flag);
    if (stopped.length > 0)
      throw precondition(
        `${flag.key} stops traffic in ${stopped.join(" and ")} now. Archiving it would release that traffic; start it again first.`,
      );
    // Taking away a flag that is on in live turns it off there, so it asks for the same right as the flip.
    if (flag.type === "kill_switch" || stateIn(flag, "live").enabled) authorize(ctx, "flags:flip-live");
    await tx.flag.update({ where: { id: flag.id }, data: { archivedAt: ctx.now() } });
    await factsChanged(tx, ctx, flag.integrationId);
    await hintTraffic(tx, ctx.workspaceId);
    return {
      value: { key: flag.key },
      audit: {
        entityType: "flag",
        entityId: flag.id,
        label: flag.key,
        integrationId: flag.integrationId,
        before: { archived: false },
        after: { archived: true },
        ...(input.reason === "" ? {} : { reason: input.reason }),
      },
    };
  },
});
