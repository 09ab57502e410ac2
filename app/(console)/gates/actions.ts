"use server";

import { decideGate } from "#lib/gates/decide-gate.ts";
import { startDrill } from "#lib/gates/drills/start-drill.ts";
import { recheckIntegration } from "#lib/gates/recheck-integration.ts";
import { releaseTraffic, stopTraffic } from "#lib/gates/steer-traffic.ts";
import { attestItem, markNotApplicable, reopenItem } from "#lib/gates/vouch.ts";
import { decideWaiver, requestWaiver, revokeWaiver } from "#lib/gates/waive.ts";
import { action } from "#lib/web/action.ts";

export const decide = action(decideGate, { revalidate: ["/gates"] });
export const recheck = action(recheckIntegration, { revalidate: ["/gates"] });
export const attest = action(attestItem, { revalidate: ["/gates"] });
export const notApplicable = action(markNotApplicable, { revalidate: ["/gates"] });
export const reopen = action(reopenItem, { revalidate: ["/gates"] });
export const askWaiver = action(requestWaiver, { revalidate: ["/gates"] });
export const answerWaiver = action(decideWaiver, { revalidate: ["/gates"] });
export const endWaiver = action(revokeWaiver, { revalidate: ["/gates"] });
export const stop = action(stopTraffic, { revalidate: ["/gates"] });
export const release = action(releaseTraffic, { revalidate: ["/gates"] });
export const runDrill = action(startDrill, { revalidate: ["/gates"] });
