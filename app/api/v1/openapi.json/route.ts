import { env } from "#lib/env.ts";
import { openApi } from "../_calls/openapi.ts";

/** Open to everybody: it says what the product can do, and nothing of what is in it. */
export function GET(): Response {
  return Response.json(openApi(env().PUBLIC_URL), { headers: { "cache-control": "no-store" } });
}
