import { apiRoute } from "#lib/web/route.ts";
import * as integrations from "../_calls/integrations.ts";

export const POST = apiRoute(integrations.create);
export const GET = apiRoute(integrations.list);
