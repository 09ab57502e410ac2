import { apiRoute } from "#lib/web/route.ts";
import * as tokens from "../../_calls/tokens.ts";

export const DELETE = apiRoute(tokens.revoke);
