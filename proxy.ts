import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env.ts";
import { newTraceId, parseTraceparent } from "#lib/log/trace.ts";
import { contentSecurityPolicy } from "#lib/web/csp.ts";
import { isOwnOrigin } from "#lib/web/origin.ts";
import { PATH_HEADER, TRACE_HEADER } from "#lib/web/request.ts";

/** What only we may say to the code behind us. */
const OURS = /^(x-nonce$|content-security-policy|x-middleware-|x-interlock-|x-forwarded-host$)/;
const READS = new Set(["GET", "HEAD", "OPTIONS"]);
const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** As `serverActions.bodySizeLimit` in next.config.js, which would answer 500 to one that says its size. */
const MAX_ACTION_BYTES = 262_144;

/**
 * Headers, nonce, trace id and the first Origin check. It authorizes nothing: every page, action and route does
 * that for itself, and without this file nothing more would open.
 */
export function proxy(request: NextRequest): NextResponse {
  const { PUBLIC_URL, NODE_ENV } = env();
  const { pathname, search } = request.nextUrl;
  const traceId = parseTraceparent(request.headers.get("traceparent") ?? undefined) ?? newTraceId();
  const always = {
    "cache-control": "private, no-store",
    "x-trace-id": traceId,
    // Here and not in the framework's list, which is fixed when it is built: the address is known when it runs.
    ...(PUBLIC_URL.startsWith("https:") ? { "strict-transport-security": "max-age=31536000; includeSubDomains" } : {}),
  };
  if (!READS.has(request.method)) {
    if (!WRITES.has(request.method)) return new NextResponse(null, { status: 405, headers: always });
    const bearer = pathname.startsWith("/api/v1/");
    if (!bearer && !isOwnOrigin(PUBLIC_URL, request.headers.get("origin")))
      return new NextResponse(
        `This request did not come from ${new URL(PUBLIC_URL).origin}. Open Interlock by that address (PUBLIC_URL) and try again.`,
        { status: 403, headers: { ...always, "content-type": "text/plain; charset=utf-8" } },
      );
  }
  if (request.headers.has("next-action") && Number(request.headers.get("content-length")) > MAX_ACTION_BYTES)
    return new NextResponse("A form may carry 256 kB. Send less at once.", { status: 413, headers: always });
  if (/%00/.test(pathname + search))
    return new NextResponse("An address holds no zero character.", { status: 400, headers: always });
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce, NODE_ENV === "development");
  const headers = new Headers(request.headers);
  for (const name of [...headers.keys()]) if (OURS.test(name)) headers.delete(name);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set(TRACE_HEADER, traceId);
  headers.set(PATH_HEADER, pathname + search);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(always)) response.headers.set(name, value);
  response.headers.set("content-security-policy", policy);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon.svg).*)"] };
