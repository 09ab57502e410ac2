import { apiRoute } from "#lib/web/route.ts";
import * as alerts from "../_calls/alerts.ts";

export const POST = apiRoute(alerts.createAlertRule);
export const GET = apiRoute(alerts.rules);
