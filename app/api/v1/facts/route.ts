import { apiRoute } from "#lib/web/route.ts";
import * as facts from "../_calls/facts.ts";

export const POST = apiRoute(facts.push);
