import { apiRoute } from "#lib/web/route.ts";
import * as replays from "../../_calls/replays.ts";

export const DELETE = apiRoute(replays.cancel);
export const GET = apiRoute(replays.get);
