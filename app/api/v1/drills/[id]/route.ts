import { apiRoute } from "#lib/web/route.ts";
import * as drills from "../../_calls/drills.ts";

export const GET = apiRoute(drills.get);
