import { authorize } from "#lib/core/ctx.ts";
import { mutation } from "#lib/core/mutation.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { assertLogin, assertSystem, connectionAudit, loadConnection } from "./_private.ts";
import { checkUrlFirst } from "./check-url-first.ts";
import { getConnection } from "./queries.ts";
import { UpdateConnection } from "./schema.ts";

/** Without the look-up of the address; `updateConnection` is what actions and routes call. */
export const changeConnection = mutation({
  name: "connection.update",
  permission: "connections:write-test",
  input: UpdateConnection,
  async run({ ctx, tx, input: { id, ...changes } }) {
    const before = await loadConnection(tx, ctx, id);
    if (before.environment === "live") authorize(ctx, "connections:write-live");
    const auth = changes.auth ?? before.auth;
    const login = {
      auth,
      authHeader: auth === "header" ? (changes.authHeader ?? before.authHeader) : null,
      credentialId:
        changes.credentialId === undefined && auth !== "none" ? before.credentialId : (changes.credentialId ?? null),
    };
    const systemId = changes.systemId === undefined ? before.systemId : changes.systemId;
    if (systemId !== before.systemId) await assertSystem(tx, ctx, systemId ?? undefined, before.integrationId);
    await assertLogin(tx, ctx, { ...login, environment: before.environment });
    const { name, baseUrl, testMethod, testPath, timeoutMs } = { ...before, ...defined(changes) };
    const after = await tx.connection.update({
      where: { id },
      // A verdict belongs to the configuration that was tested.
      data: {
        name,
        baseUrl,
        testMethod,
        testPath,
        timeoutMs,
        systemId,
        ...login,
        lastVerdict: null,
        lastTestedAt: null,
      },
    });
    await factsChanged(tx, ctx, before.integrationId);
    return {
      value: await getConnection(ctx, id, tx),
      audit: {
        entityType: "connection",
        entityId: id,
        label: after.name,
        integrationId: before.integrationId,
        environment: before.environment,
        before: connectionAudit(before),
        after: connectionAudit(after),
      },
    };
  },
});

type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Defined<T>;
}

export const updateConnection = checkUrlFirst(changeConnection, () => "connections:write-test");
