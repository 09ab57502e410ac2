import { newId, randomToken } from "#lib/core/id.ts";
import { seal, secretHint } from "#lib/crypto/seal.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma, Source } from "#lib/db/generated/client.ts";

type Options = Partial<Prisma.SourceUncheckedCreateInput> & { secrets?: string[] };

/** A source row as the verbs make it, for tests that are about something else than the verbs. */
export async function makeSource(workspaceId: string, { secrets = [], ...columns }: Options = {}): Promise<Source> {
  const id = newId();
  const sealed = secrets.map((secret) => {
    const secretId = newId();
    const place = { table: "source_secret", field: "sealed", rowId: secretId, workspaceId };
    const hint = secretHint(secret);
    return { id: secretId, workspaceId, sourceId: id, sealed: Uint8Array.from(seal(secret, place)), ...hint };
  });
  // At once, as the verb does it: a gateway that looks in between would know a source without a secret.
  const [source] = await db().$transaction([
    db().source.create({
      data: {
        id,
        workspaceId,
        environment: "test",
        name: "a source",
        key: randomToken(),
        preset: "stripe",
        ...columns,
      },
    }),
    db().sourceSecret.createMany({ data: sealed }),
  ]);
  return source;
}

/** A destination with a route from the source to it. */
export async function makeRoute(
  source: Source,
  eventTypes: string[] = ["*"],
): Promise<{ routeId: string; destinationId: string }> {
  const destinationId = newId();
  const routeId = newId();
  const { workspaceId, environment, integrationId } = source;
  await db().destination.create({
    data: {
      id: destinationId,
      workspaceId,
      environment,
      integrationId,
      name: "a destination",
      url: "http://127.0.0.1:9/never",
      retrySchedule: [],
      runtime: { create: {} },
    },
  });
  await db().route.create({ data: { id: routeId, workspaceId, sourceId: source.id, destinationId, eventTypes } });
  return { routeId, destinationId };
}
