import { apiRoute } from "#lib/web/route.ts";
import * as sources from "../../_calls/sources.ts";

export const GET = apiRoute(sources.get);
export const DELETE = apiRoute(sources.remove);
export const PATCH = apiRoute(sources.update);
