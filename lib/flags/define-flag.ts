import { conflict, invalid } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { assertMember, auditView, hintTraffic, integrationIdOf } from "./_private.ts";
import { DefineFlag, FLAG_ENVIRONMENTS } from "./schema.ts";

/** Both environments get a state at once. A kill switch starts running; everything else starts off. */
export const defineFlag = mutation({
  name: "flag.define",
  permission: "flags:define",
  input: DefineFlag,
  async run({ ctx, tx, input }) {
    const isKillSwitch = input.type === "kill_switch";
    if (isKillSwitch && input.integration === undefined)
      throw invalid("A kill switch stops the traffic of an integration: choose which one.", {
        integration: ["Choose the integration whose traffic this stops."],
      });
    const taken = await tx.flag.findUnique({
      where: { workspaceId_key: { workspaceId: ctx.workspaceId, key: input.key } },
      select: { archivedAt: true },
    });
    if (taken !== null)
      throw conflict(
        taken.archivedAt === null
          ? `A flag with the key ${input.key} exists already. Choose another key, or open that flag.`
          : `The key ${input.key} belonged to a flag that is archived. Keys are not used twice: code may still ask for it. Choose another key.`,
      );
    const integrationId = input.integration === undefined ? null : await integrationIdOf(tx, ctx, input.integration);
    const ownerId = input.ownerId ?? (ctx.actor.kind === "user" ? ctx.actor.id : null);
    if (input.ownerId !== undefined) await assertMember(tx, ctx, input.ownerId);
    const id = newId();
    const flag = {
      key: input.key,
      type: input.type,
      description: input.description,
      integrationId,
      ownerId,
      onUnavailable: input.onUnavailable,
      defaultValue: input.defaultValue ?? isKillSwitch,
      expiresAt: input.expiresAt ?? null,
      archivedAt: null,
    };
    const now = ctx.now();
    await tx.flag.create({
      data: {
        id,
        workspaceId: ctx.workspaceId,
        ...flag,
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
        environments: {
          create: FLAG_ENVIRONMENTS.map((environment) => ({
            workspaceId: ctx.workspaceId,
            environment,
            enabled: isKillSwitch,
            changedById: ctx.actor.id,
            changedAt: now,
          })),
        },
      },
    });
    await factsChanged(tx, ctx, integrationId);
    await hintTraffic(tx, ctx.workspaceId);
    return {
      value: { key: input.key },
      audit: {
        entityType: "flag",
        entityId: id,
        label: input.key,
        integrationId,
        after: { ...auditView(flag), enabled: { test: isKillSwitch, live: isKillSwitch } },
      },
    };
  },
});
