import { apiRoute } from "#lib/web/route.ts";
import * as flags from "../../../../_calls/flags.ts";

export const POST = apiRoute(flags.flip);
