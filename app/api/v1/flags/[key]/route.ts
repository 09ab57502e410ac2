import { apiRoute } from "#lib/web/route.ts";
import * as flags from "../../_calls/flags.ts";

export const DELETE = apiRoute(flags.archive);
export const GET = apiRoute(flags.get);
export const PATCH = apiRoute(flags.update);
