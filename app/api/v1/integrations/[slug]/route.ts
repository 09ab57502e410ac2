import { apiRoute } from "#lib/web/route.ts";
import * as integrations from "../../_calls/integrations.ts";

export const DELETE = apiRoute(integrations.archive);
export const GET = apiRoute(integrations.get);
export const PATCH = apiRoute(integrations.update);
