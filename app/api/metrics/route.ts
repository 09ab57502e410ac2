import { register } from "prom-client";
import { env } from "#lib/env.ts";
import { maySeeMetrics } from "#lib/log/metrics-door.ts";

export const dynamic = "force-dynamic";

/** The web process' own numbers. It sees no socket, so here only METRICS_TOKEN opens; without one nothing is here. */
export async function GET(request: Request): Promise<Response> {
  const authorization = request.headers.get("authorization");
  if (!maySeeMetrics({ peer: null, authorization, isForwarded: true }, env().METRICS_TOKEN))
    return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return new Response(await register.metrics(), {
    headers: { "content-type": register.contentType, "cache-control": "no-store" },
  });
}
