import type { ServerResponse } from "node:http";
import type { IntakeLog } from "#lib/webhooks/ingest/intake-log.ts";
import { reply } from "./reply.ts";
import type { SourceCache } from "./source-cache.ts";

export function serveLiveness(response: ServerResponse): void {
  reply(response, 200, { ok: true });
}

type Parts = { cache: SourceCache; intake: IntakeLog; draining: boolean };

/**
 * Ready means: it can store. Its sources were read from the database in the last seconds, what came last was not
 * refused for want of the database, and it is not going away.
 */
export function serveReadiness(response: ServerResponse, { cache, intake, draining }: Parts): void {
  const reason = draining
    ? "The gateway is stopping."
    : !cache.fresh
      ? "The database has not answered for 5 s."
      : intake.failing
        ? "Degraded: the database does not store events in time. Senders are told to come again."
        : null;
  if (reason === null) reply(response, 200, { ready: true });
  else reply(response, 503, { ready: false, reason }, ["retry-after", "2"]);
}
