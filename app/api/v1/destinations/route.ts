import { apiRoute } from "#lib/web/route.ts";
import * as destinations from "../_calls/destinations.ts";

export const POST = apiRoute(destinations.create);
export const GET = apiRoute(destinations.list);
