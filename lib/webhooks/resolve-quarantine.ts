import { authorize, type Ctx } from "#lib/core/ctx.ts";
import { conflict, notFound, precondition } from "#lib/core/errors.ts";
import { mutation } from "#lib/core/mutation.ts";
import { pool } from "#lib/db/client.ts";
import type { Quarantine } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { factsChanged } from "#lib/jobs/enqueue.ts";
import { LazyBody, readId, readType } from "#lib/providers/read-request.ts";
import { schemeOf } from "#lib/providers/scheme.ts";
import { verify } from "#lib/providers/verify.ts";
import { commitInTransaction } from "./ingest/commit-in-transaction.ts";
import { readKeptHeaders } from "./ingest/keep-headers.ts";
import { type IngestSource, SourceLoader } from "./ingest/load-sources.ts";
import { makeEvent } from "./ingest/make-event.ts";
import { DiscardQuarantine, ReleaseQuarantine } from "./source-schema.ts";

/** Takes the row for this transaction: a second release of the same request finds nothing left to do. */
async function take(tx: Tx, ctx: Ctx, id: string, resolution: string): Promise<Quarantine> {
  const row = await tx.quarantine.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (row === null) throw notFound("This request");
  const { count } = await tx.quarantine.updateMany({
    where: { id: row.id, resolution: null },
    data: { resolution, resolvedAt: ctx.now() },
  });
  if (count === 0) throw conflict("This request was released or discarded already. Nothing was changed.");
  return row;
}

async function sourceOf(row: Quarantine, ctx: Ctx): Promise<IngestSource> {
  const [source] = (await new SourceLoader(ctx.log).load(pool(), row.sourceId)).values();
  if (source === undefined) throw precondition("The source was deleted, so there is nowhere to release this to.");
  return source;
}

/** What the request calls itself now. `verified` when one of today's secrets made its signature, at the time it came. */
function readRequest(row: Quarantine, source: IngestSource, body: Buffer) {
  const headers = readKeptHeaders(row.headers).record;
  const request = { method: "POST", headers, rawBody: body, now: row.receivedAt };
  const keys = source.secrets.map(({ key }) => key);
  const result = verify(source.preset, source.config, keys, request);
  if (result.ok) return { verified: true, externalId: result.externalId, type: result.type };
  const scheme = schemeOf(source.preset, source.config);
  const lazy = new LazyBody(body);
  const id = readId(scheme, request, lazy);
  return {
    verified: false,
    externalId: id.ok ? id.id : `quarantine:${row.id}`,
    type: readType(scheme, request, lazy),
  };
}

/**
 * Verifies once more with the secrets of today. What verifies becomes an event like any other; what does not needs
 * someone who operates webhooks, and a reason.
 */
export const releaseQuarantine = mutation({
  name: "quarantine.release",
  permission: "webhooks:replay-test",
  input: ReleaseQuarantine,
  async run({ ctx, tx, input }) {
    const row = await take(tx, ctx, input.id, "released");
    if (row.environment === "live") authorize(ctx, "webhooks:operate");
    const body = Buffer.from(row.body);
    if (body.length < row.bodyBytes)
      throw precondition(
        "Only the beginning of this body was kept, so it cannot be released. Ask the provider to send it again.",
      );
    if (row.reason === "flood") throw precondition("This row counts many requests that were not kept.");
    const source = await sourceOf(row, ctx);
    const { verified, externalId, type } = readRequest(row, source, body);
    if (!verified) {
      authorize(ctx, "webhooks:operate");
      if (input.reason === undefined)
        throw precondition(
          "The signature still does not fit. Correct the secret first, or give a reason to release it unverified.",
        );
    }
    const outcome = await commitInTransaction(
      tx,
      makeEvent({
        source,
        externalId,
        type,
        contentType: row.contentType,
        headers: Buffer.from(row.headers),
        body,
        receivedAtMs: row.receivedAt.getTime(),
      }),
    );
    if (outcome.kind === "unavailable") throw conflict("The source's routes changed meanwhile. Release it again.");
    if (outcome.kind === "conflict")
      throw conflict("An event with this id is stored already, with another body. The first one is kept.");
    await tx.quarantine.update({ where: { id: row.id }, data: { externalId } });
    await factsChanged(tx, ctx, source.integrationId);
    return {
      value: { eventId: outcome.eventId, duplicate: outcome.kind === "duplicate", verified },
      audit: {
        entityType: "quarantine",
        entityId: row.id,
        integrationId: source.integrationId,
        environment: row.environment,
        before: { reason: row.reason },
        after: { resolution: "released", eventId: outcome.eventId, verified },
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      },
    };
  },
});

export const discardQuarantine = mutation({
  name: "quarantine.discard",
  permission: "webhooks:discard",
  input: DiscardQuarantine,
  async run({ ctx, tx, input }) {
    const row = await take(tx, ctx, input.id, "discarded");
    return {
      value: { id: row.id },
      audit: {
        entityType: "quarantine",
        entityId: row.id,
        environment: row.environment,
        before: { reason: row.reason },
        after: { resolution: "discarded" },
        reason: input.reason,
      },
    };
  },
});
