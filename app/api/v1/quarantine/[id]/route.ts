import { apiRoute } from "#lib/web/route.ts";
import * as events from "../../_calls/events.ts";

export const GET = apiRoute(events.quarantined);
