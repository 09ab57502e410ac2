import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#lib/log/logger.ts";
import { newTraceId } from "#lib/log/trace.ts";
import { reply, replyError } from "./reply.ts";

/** `method` is one word or "*"; `prefix` ends in "/" to take a subtree, otherwise it is the whole path. */
export type GatewayRoute = {
  method: string;
  prefix: string;
  handle: (request: IncomingMessage, response: ServerResponse, path: string) => void | Promise<void>;
};

function fits({ prefix }: GatewayRoute, path: string): boolean {
  return prefix.endsWith("/") ? path.startsWith(prefix) : path === prefix;
}

/** The first route in the table that fits the path and the method; 405 when only the path fits. */
export function makeRouter(
  routes: readonly GatewayRoute[],
  log: Log,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    const url = request.url ?? "/";
    const query = url.indexOf("?");
    const path = query < 0 ? url : url.slice(0, query);
    const allowed: string[] = [];
    for (const route of routes) {
      if (!fits(route, path)) continue;
      if (route.method !== "*" && route.method !== request.method) {
        allowed.push(route.method);
        continue;
      }
      try {
        const pending = route.handle(request, response, path);
        if (pending !== undefined) pending.catch((error: unknown) => fail(error, response, log));
      } catch (error) {
        fail(error, response, log);
      }
      return;
    }
    if (allowed.length === 0) return replyError(response, 404, "not_found", "Nothing is here.");
    replyError(response, 405, "method_not_allowed", `Use ${allowed.join(" or ")}.`, ["allow", allowed.join(", ")]);
  };
}

function fail(error: unknown, response: ServerResponse, log: Log): void {
  const ref = newTraceId();
  log.error({ event: "gateway.defect", traceId: ref, err: error }, "A request failed in a way that nobody foresaw.");
  reply(response, 500, { error: "internal", message: "Something failed on our side.", ref });
}
