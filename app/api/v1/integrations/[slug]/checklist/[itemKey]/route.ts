import { apiRoute } from "#lib/web/route.ts";
import * as integrations from "../../../../_calls/integrations.ts";

export const PATCH = apiRoute(integrations.changeItem);
export const GET = apiRoute(integrations.item);
