import { apiRoute } from "#lib/web/route.ts";
import * as connections from "../../_calls/connections.ts";

export const GET = apiRoute(connections.getSecret);
export const DELETE = apiRoute(connections.removeSecret);
