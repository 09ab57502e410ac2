import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { oidcOptions } from "#lib/web/oidc-options.ts";
import { problemResponse } from "#lib/web/outcome.ts";
import { traceOf } from "#lib/web/request.ts";
import { webLog } from "#lib/web/session.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** The four steps of the round trip. Everything else that the library offers is closed: sessions are ours. */
const STEPS = new Set(["GET csrf", "POST signin/oidc", "GET callback/oidc", "GET error"]);

async function step(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params;
  if (!STEPS.has(`${request.method} ${nextauth.join("/")}`)) return new Response(null, { status: 404 });
  try {
    const options = await oidcOptions();
    if (options === null) return new Response(null, { status: 404 });
    return await NextAuth(request, context, options);
  } catch (error) {
    return problemResponse(error, traceOf(request.headers), webLog);
  }
}

export { step as GET, step as POST };
