import { apiRoute } from "#lib/web/route.ts";
import * as destinations from "../../_calls/destinations.ts";

export const GET = apiRoute(destinations.get);
export const DELETE = apiRoute(destinations.remove);
export const PATCH = apiRoute(destinations.update);
