"use server";

import { verifyAudit } from "#lib/audit/verify.ts";
import { action } from "#lib/web/action.ts";

export const verifyChain = action(verifyAudit);
