import { apiRoute } from "#lib/web/route.ts";
import * as integrations from "../../../_calls/integrations.ts";

export const POST = apiRoute(integrations.changeTraffic);
export const GET = apiRoute(integrations.readTraffic);
