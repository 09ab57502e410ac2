import { apiRoute } from "#lib/web/route.ts";
import * as destinations from "../../../_calls/destinations.ts";

export const POST = apiRoute(destinations.resume);
