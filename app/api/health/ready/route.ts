import { readReadiness } from "#lib/reports/readiness.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { ready, parts } = await readReadiness(process.cwd());
  return Response.json(
    { status: ready ? "ok" : "unavailable", parts },
    { status: ready ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
