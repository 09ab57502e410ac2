import { apiRoute } from "#lib/web/route.ts";
import * as connections from "../_calls/connections.ts";

export const POST = apiRoute(connections.createSecret);
export const GET = apiRoute(connections.listSecrets);
