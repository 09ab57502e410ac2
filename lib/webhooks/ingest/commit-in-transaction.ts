import "server-only";
import { uuidText } from "#lib/core/id.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import type { Tx } from "#lib/db/tx.ts";
import { COMMIT_EVENTS } from "../sql/commit-events.ts";
import { SETTLE_REPEATS } from "../sql/settle-repeats.ts";
import { byteaArray, textArray, uuidArray } from "./binary-array.ts";
import type { IncomingEvent, IntakeOutcome } from "./intake-log.ts";
import { commitValues } from "./postgres-intake.ts";

/** A statement with $1, $2, … each once and in order, as Prisma wants it. */
function sql(text: string, values: unknown[]): Prisma.Sql {
  return new Prisma.Sql(text.split(/\$\d+/), values);
}

/** One event through the gateway's own statement, inside a transaction of ours. */
export async function commitInTransaction(tx: Tx, event: IncomingEvent): Promise<IntakeOutcome> {
  const [lost] = await tx.$queryRaw<{ stale: boolean }[]>(sql(COMMIT_EVENTS, commitValues([event])));
  if (lost === undefined) return { kind: "stored", eventId: uuidText(event.id) };
  if (lost.stale) return { kind: "unavailable" };
  const met = await tx.$queryRaw<{ event_id: string; body_sha: string }[]>(
    sql(SETTLE_REPEATS, [
      uuidArray([event.source.idBytes]),
      textArray([event.externalId]),
      byteaArray([event.bodySha]),
    ]),
  );
  const claim = met[0];
  if (claim === undefined) return { kind: "unavailable" };
  return { kind: claim.body_sha === event.bodySha.toString("hex") ? "duplicate" : "conflict", eventId: claim.event_id };
}
