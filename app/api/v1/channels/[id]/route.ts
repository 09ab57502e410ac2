import { apiRoute } from "#lib/web/route.ts";
import * as alerts from "../../_calls/alerts.ts";

export const DELETE = apiRoute(alerts.removeChannel);
