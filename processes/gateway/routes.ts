import type pg from "pg";
import type { Log } from "#lib/log/logger.ts";
import { createOfrep, OFREP_PREFIX } from "./ofrep.ts";
import { type BodyReading, readBody } from "./read-body.ts";
import { replyError } from "./reply.ts";
import type { GatewayRoute } from "./router.ts";

const MAX_CONTEXT_BYTES = 256 * 1024;

/** What the gateway serves besides sources, health and metrics. */
export function makeRoutes(pool: pg.Pool, log: Log): GatewayRoute[] {
  const ofrep = createOfrep({ pool, log });
  const handle: GatewayRoute["handle"] = async (request, response) => {
    const reading = await new Promise<BodyReading>((resolve) => readBody(request, MAX_CONTEXT_BYTES, resolve));
    if (reading.kind === "broken") return;
    if (reading.kind !== "whole")
      return replyError(response, 413, "too_large", "An evaluation context may have 256 kB.", ["connection", "close"]);
    const { method = "GET", url = "/", headers } = request;
    const answer = await ofrep.handle({ method, path: url, headers }, reading.body);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  return [OFREP_PREFIX, `${OFREP_PREFIX}/`].map((prefix) => ({ method: "*", prefix, handle }));
}
