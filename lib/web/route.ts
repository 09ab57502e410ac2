import "server-only";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { authenticateToken, type LiveToken, tokenCtx } from "#lib/auth/authenticate-token.ts";
import type { Ctx } from "#lib/core/ctx.ts";
import { AppError } from "#lib/core/errors.ts";
import { parseInput } from "#lib/core/mutation.ts";
import { withTrace } from "#lib/log/trace.ts";
import { onceForKey } from "./idempotency.ts";
import { problemResponse, type StatusByKind } from "./outcome.ts";
import { limitHeaders, makeLimiter } from "./rate-limit.ts";
import {
  type Given,
  mergeParams,
  paramsOf,
  parseObject,
  type RouteParams,
  readSearch,
  readText,
  refuseUnknownKeys,
} from "./read-request.ts";
import { traceOf } from "./request.ts";
import { refuseStranger, type Session, watchingSession, webLog } from "./session.ts";

type Context = { params: Promise<RouteParams> };
export type RouteHandler = (request: Request, context: Context) => Promise<Response>;

const NO_STORE = { "cache-control": "private, no-store" };

type LiveOptions<Input extends z.ZodType, Value> = {
  /** Reads search and path parameters; unknown ones are refused by a strict object. */
  input: Input;
  query: (ctx: Ctx, input: z.output<Input>, session: Session) => Promise<Value>;
};

/** `/api/live/*`: what a page polls. The session's cookie, one query function, an ETag over the answer. */
export function liveRoute<Input extends z.ZodType, Value>(options: LiveOptions<Input, Value>): RouteHandler {
  return async (request, { params }) => {
    const traceId = traceOf(request.headers);
    try {
      const session = refuseStranger(await watchingSession());
      const input = parseInput(options.input, mergeParams(paramsOf(await params), readSearch(request.url)));
      const value = await withTrace({ traceId }, () => options.query(session.ctx, input, session));
      const text = JSON.stringify(value);
      const etag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
      if (request.headers.get("if-none-match") === etag)
        return new Response(null, { status: 304, headers: { ...NO_STORE, etag } });
      return new Response(text, { headers: { ...NO_STORE, etag, "content-type": "application/json" } });
    } catch (error) {
      return problemResponse(error, traceId, webLog);
    }
  };
}

export type ApiOptions<Value> = {
  /** A verb, or a query function that authorizes and parses by itself. */
  run: (ctx: Ctx, input: unknown, token: LiveToken) => Promise<Value>;
  /** What the verb gets; by default path parameters with the body, or with the search on GET. */
  read?: (given: Given) => unknown;
  /** What the client gets; a `Response` is sent as it is. */
  answer?: (value: Value) => unknown;
  status?: number | ((value: Value) => number);
  /** Where the contract names another status for a kind of refusal. */
  statuses?: StatusByKind;
  /** What a body may hold. Another key is a mistake of the client: refused by its name, never ignored. */
  keys?: readonly string[];
  /** `text` for Markdown bodies; `read` finds it in `given.text`. */
  accepts?: "json" | "text";
};

const allowance = makeLimiter(3_000);

/** `/api/v1/*`: bearer token → `Ctx` → the same verb or query that the pages use. Cookies count for nothing here. */
export function apiRoute<Value>(options: ApiOptions<Value>): RouteHandler {
  return async (request, { params }) => {
    const startedAt = performance.now();
    const traceId = traceOf(request.headers);
    const limits = new Headers();
    const response = await withTrace({ traceId }, async () => {
      try {
        const token = await authenticateToken(request.headers.get("authorization"));
        if (token === null) throw new AppError("unauthenticated", "Send a valid token: Authorization: Bearer ilk_…");
        const allowed = allowance(token.id);
        for (const [name, value] of Object.entries(limitHeaders(allowed))) limits.set(name, value);
        if (!allowed.allowed)
          throw new AppError("limit_exceeded", `This token may send ${allowed.limit} requests a minute.`, {
            retryAfterMs: allowed.resetSeconds * 1_000,
          });
        return await answerCall(options, request, paramsOf(await params), token, tokenCtx(token, traceId, webLog));
      } catch (error) {
        return problemResponse(error, traceId, webLog, options.statuses);
      }
    });
    for (const [name, value] of limits) response.headers.set(name, value);
    response.headers.set("cache-control", NO_STORE["cache-control"]);
    response.headers.set("x-trace-id", traceId);
    const { method } = request;
    const durationMs = Math.round(performance.now() - startedAt);
    webLog.info({ event: "api.request", traceId, method, status: response.status, durationMs });
    return response;
  };
}

async function answerCall<Value>(
  options: ApiOptions<Value>,
  request: Request,
  params: RouteParams,
  token: LiveToken,
  ctx: Ctx,
): Promise<Response> {
  const { method, url, headers } = request;
  const text = await readText(request);
  const body = options.accepts === "text" ? {} : parseObject(text, headers.get("content-type"));
  if (options.keys !== undefined) refuseUnknownKeys(body, options.keys);
  const search = readSearch(url);
  const given = { params, search, body, text, headers };
  const perform = async () => {
    const input = options.read?.(given) ?? mergeParams(params, method === "GET" ? search : body);
    return toResponse(options, await options.run(ctx, input, token));
  };
  const key = method === "POST" ? headers.get("idempotency-key") : null;
  if (key === null) return perform();
  const called = `${method} ${new URL(url).pathname}\n${text}`;
  return onceForKey({ workspaceId: ctx.workspaceId, actorId: ctx.actor.id, key, request: called }, perform);
}

function toResponse<Value>(options: ApiOptions<Value>, value: Value): Response {
  const answer = options.answer === undefined ? value : options.answer(value);
  if (answer instanceof Response) return answer;
  const status = typeof options.status === "function" ? options.status(value) : (options.status ?? 200);
  if (status === 204) return new Response(null, { status });
  return new Response(JSON.stringify(answer), { status, headers: { "content-type": "application/json" } });
}
