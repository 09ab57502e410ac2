import { apiRoute } from "#lib/web/route.ts";
import * as alerts from "../../_calls/alerts.ts";

export const PUT = apiRoute(alerts.changeAlertRule);
export const GET = apiRoute(alerts.getAlertRule);
export const DELETE = apiRoute(alerts.removeAlertRule);
