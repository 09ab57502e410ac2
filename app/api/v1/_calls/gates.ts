import { z } from "zod";
import { parseInput } from "#lib/core/mutation.ts";
import { env } from "#lib/env.ts";
import { decideGate } from "#lib/gates/decide-gate.ts";
import { getGate } from "#lib/gates/queries.ts";
import { DecideGate, gateName, RequestWaiver } from "#lib/gates/schema.ts";
import { decideWaiver, requestWaiver, revokeWaiver } from "#lib/gates/waive.ts";
import { call } from "./define.ts";
import { Any, Created } from "./shapes.ts";

const Address = z.strictObject({ slug: z.string().min(1).max(80), gate: gateName, sha: z.string().max(64).optional() });
const Blocking = z.looseObject({ key: z.string(), wording: z.string(), state: z.string() });

export const get = call({
  doc: {
    method: "GET",
    path: "/gates/{slug}/{gate}",
    summary: "Ask a gate for its verdict; the answer is 200 whatever it is",
    output: z.looseObject({
      verdict: z.enum(["pass", "warn", "blocked", "no_data"]),
      blocking: z.array(Blocking),
      waivers: z.array(Any),
      evaluatedAt: z.string().nullable(),
      decisionUrl: z.string(),
    }),
  },
  run: async (ctx, input) => {
    const { slug, gate } = parseInput(Address, input);
    return {
      ...(await getGate(ctx, { slug, gate })),
      decisionUrl: `${env().PUBLIC_URL}/integrations/${slug}/gates?gate=${gate}`,
    };
  },
});

export const decide = call({
  doc: {
    method: "POST",
    path: "/gates/{slug}/{gate}/decisions",
    summary: "Approve or reject; refused with the list while anything blocks",
    input: DecideGate,
    output: Created,
  },
  statuses: { precondition_failed: 409 },
  run: decideGate,
});

const WaiverRequest = z.strictObject({
  integration: z.string(),
  itemKey: z.string(),
  reason: z.string(),
  days: RequestWaiver.shape.days,
});

export const waive = call({
  doc: {
    method: "POST",
    path: "/waivers",
    summary: "Ask for an approved, expiring exception",
    input: WaiverRequest,
    output: z.looseObject({ id: z.uuid(), state: z.string() }),
  },
  read: ({ body }) => {
    const { integration, itemKey, ...rest } = parseInput(WaiverRequest, body);
    return { slug: integration, key: itemKey, ...rest };
  },
  run: requestWaiver,
});

const Decision = z.strictObject({
  waiverId: z.uuid(),
  decision: z.enum(["approve", "deny", "revoke"]),
  comment: z.string().optional(),
});

export const decideOnWaiver = call<unknown>({
  doc: {
    method: "POST",
    path: "/waivers/{waiverId}/decisions",
    summary: "Approve, deny or revoke a waiver",
    input: Decision,
    output: Any,
  },
  status: 200,
  run: async (ctx, input) => {
    const { decision, waiverId, comment = "" } = parseInput(Decision, input);
    return decision === "revoke"
      ? revokeWaiver(ctx, { waiverId, comment })
      : decideWaiver(ctx, { waiverId, comment, approve: decision === "approve" });
  },
});
