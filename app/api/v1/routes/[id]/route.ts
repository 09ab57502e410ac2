import { apiRoute } from "#lib/web/route.ts";
import * as destinations from "../../_calls/destinations.ts";

export const PATCH = apiRoute(destinations.changeRoute);
export const DELETE = apiRoute(destinations.removeRoute);
