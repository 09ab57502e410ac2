import { apiRoute } from "#lib/web/route.ts";
import * as sources from "../../../_calls/sources.ts";

export const POST = apiRoute(sources.resume);
