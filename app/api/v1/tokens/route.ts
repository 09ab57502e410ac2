import { apiRoute } from "#lib/web/route.ts";
import * as tokens from "../_calls/tokens.ts";

export const POST = apiRoute(tokens.create);
export const GET = apiRoute(tokens.list);
