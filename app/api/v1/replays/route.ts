import { apiRoute } from "#lib/web/route.ts";
import * as replays from "../_calls/replays.ts";

export const GET = apiRoute(replays.list);
export const POST = apiRoute(replays.start);
