import type { z } from "zod";
import { conflict } from "#lib/core/errors.ts";
import { newId } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { assertLogin, assertSystem, connectionAudit, integrationIdOf } from "./_private.ts";
import { checkUrlFirst } from "./check-url-first.ts";
import { getConnection } from "./queries.ts";
import { CreateConnection } from "./schema.ts";

const permissionFor = ({ environment }: Pick<z.output<typeof CreateConnection>, "environment">) =>
  environment === "live" ? ("connections:write-live" as const) : ("connections:write-test" as const);

/** Without the look-up of the address; `createConnection` is what actions and routes call. */
export const insertConnection = mutation({
  name: "connection.create",
  permission: permissionFor,
  input: CreateConnection,
  async run({ ctx, tx, input }) {
    const { integration, systemId, authHeader, credentialId, ...fields } = input;
    const integrationId = await integrationIdOf(tx, ctx, integration);
    await assertSystem(tx, ctx, systemId, integrationId);
    const login = { authHeader: authHeader ?? null, credentialId: credentialId ?? null };
    await assertLogin(tx, ctx, { ...login, environment: input.environment, auth: input.auth });
    const taken = await tx.connection.findFirst({
      where: { workspaceId: ctx.workspaceId, environment: input.environment, name: input.name, deletedAt: null },
    });
    if (taken !== null)
      throw conflict(`A ${input.environment} connection named "${input.name}" exists already. Choose another name.`);
    const row = await tx.connection.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        integrationId,
        systemId: systemId ?? null,
        ...login,
        ...fields,
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
      },
    });
    await factsChanged(tx, ctx, integrationId);
    return {
      value: await getConnection(ctx, row.id, tx),
      audit: {
        entityType: "connection",
        entityId: row.id,
        label: row.name,
        integrationId,
        environment: row.environment,
        after: connectionAudit(row),
      },
    };
  },
});

export const createConnection = checkUrlFirst(insertConnection, permissionFor);
