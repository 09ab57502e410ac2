import { apiRoute } from "#lib/web/route.ts";
import * as gates from "../../../_calls/gates.ts";

export const GET = apiRoute(gates.get);
