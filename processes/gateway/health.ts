import type { ServerResponse } from "node:http";
import { reply } from "./reply.ts";
import type { SourceCache } from "./source-cache.ts";

export function serveLiveness(response: ServerResponse): void {
  reply(response, 200, { ok: true });
}

/** Ready means: it can store. Its sources were read from the database in the last seconds, and it is not going away. */
export function serveReadiness(response: ServerResponse, cache: SourceCache, draining: boolean): void {
  const reason = draining ? "The gateway is stopping." : cache.fresh ? null : "The database has not answered for 5 s.";
  if (reason === null) reply(response, 200, { ready: true });
  else reply(response, 503, { ready: false, reason }, ["retry-after", "2"]);
}
