import { apiRoute } from "#lib/web/route.ts";
import * as integrations from "../../../_calls/integrations.ts";

export const GET = apiRoute(integrations.checklist);
