import { invalid, notFound } from "#lib/core/errors.ts";
import { newId, randomToken } from "#lib/core/id.ts";
import { mutation } from "#lib/core/mutation.ts";
import { env } from "#lib/env.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { insertSecret, sourceAudit, sourceAuditFacts, writePermission } from "./_source.ts";
import { CreateSource } from "./source-schema.ts";

export function ingestUrl(key: string): string {
  return `${env().GATEWAY_PUBLIC_URL}/in/${key}`;
}

export const createSource = mutation({
  name: "source.create",
  permission: writePermission,
  input: CreateSource,
  async run({ ctx, tx, input }) {
    const { integration, secrets, scheme, ...columns } = input;
    if (input.preset === "generic_hmac" && scheme === undefined)
      throw invalid("Describe how this provider signs.", { scheme: ["Say which header carries the signature."] });
    if (input.preset !== "generic_hmac" && scheme !== undefined)
      throw invalid(`The preset ${input.preset} brings its own recipe.`, { scheme: ["Leave this out."] });
    const owner =
      integration === undefined
        ? null
        : await tx.integration.findFirst({
            where: { slug: integration, workspaceId: ctx.workspaceId, archivedAt: null },
            select: { id: true },
          });
    if (integration !== undefined && owner === null) throw notFound(`The integration "${integration}"`);
    if (input.environment === "live" && owner === null)
      throw invalid("A live source belongs to an integration, so that its gates can hold the traffic.", {
        integration: ["Choose an integration."],
      });
    const source = await tx.source.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspaceId,
        integrationId: owner?.id ?? null,
        key: randomToken(),
        createdById: ctx.actor.kind === "user" ? ctx.actor.id : null,
        ...(scheme === undefined ? {} : { scheme, toleranceSeconds: scheme.toleranceSeconds }),
        ...given(columns),
      },
    });
    const fingerprints: string[] = [];
    for (const secret of new Set(secrets)) fingerprints.push((await insertSecret(tx, source, secret)).fingerprint);
    await factsChanged(tx, ctx, source.integrationId);
    return {
      value: { id: source.id, ingestUrl: ingestUrl(source.key) },
      audit: { ...sourceAuditFacts(source), after: { ...sourceAudit(source), secrets: fingerprints } },
    };
  },
});

/** Leaves out what was not given, so that the column's default stands. */
function given<T extends Record<string, unknown>>(columns: T): { [Name in keyof T]: Exclude<T[Name], undefined> } {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>;
  };
}
