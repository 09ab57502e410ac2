import { z } from "zod";

const slug = z.string().min(1).max(80);
const itemKey = z.string().regex(/^[A-Z]+(-[A-Z]+)?-\d+$/, "An item key looks like PAY-ARC-2.");
const reason = z.string().trim().min(10, "Say why in at least 10 characters.").max(2_000);
export const gateName = z.enum(["design", "verification"]);

export const ITEM_STATES = [
  "open",
  "passed",
  "failed",
  "not_applicable",
  "waived",
  "regressed",
  "stale",
  "no_data",
  "error",
] as const;

export const ItemAddress = z.object({ slug, key: itemKey });
export const AttestItem = ItemAddress.extend({
  reason,
  url: z
    .union([z.literal(""), z.url({ protocol: /^https?$/, error: "Give a link that starts with http:// or https://." })])
    .default(""),
});
export const MarkNotApplicable = ItemAddress.extend({ reason });
export const RecheckIntegration = z.object({ slug });

export const RequestWaiver = ItemAddress.extend({
  reason,
  days: z.coerce.number().int().min(1, "At least one day.").max(90, "At most 90 days."),
});
export const DecideWaiver = z.object({
  waiverId: z.uuid(),
  approve: z.boolean(),
  comment: z.string().trim().max(2_000).default(""),
});
export const RevokeWaiver = z.object({ waiverId: z.uuid(), comment: z.string().trim().max(2_000).default("") });

export const DecideGate = z
  .object({
    slug,
    gate: gateName,
    decision: z.enum(["approve", "reject"]),
    comment: z.string().trim().max(4_000).default(""),
  })
  .refine((input) => input.decision === "approve" || input.comment.length >= 10, {
    path: ["comment"],
    error: "Say what has to change, in at least 10 characters.",
  });

export const StopTraffic = z.object({ slug, reason });
export const ReleaseTraffic = z.object({ slug, reason });

export const StartDrill = z.object({
  slug,
  kind: z.literal("webhook_suite").default("webhook_suite"),
  sourceId: z.uuid().optional(),
});

const MAX_VALUE_CHARS = 4_096;

/** Looks no deeper than it allows, so that a value of a million brackets costs nothing. */
function isShallow(value: unknown, levels = 5): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}

/** Half of a surrogate pair is a JavaScript string that no JSON column takes. */
function isWhole(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, inner]) => name.isWellFormed() && isWhole(inner));
}

export const PushFact = z.object({
  integration: slug,
  environment: z.enum(["test", "live"]),
  key: z.string().regex(/^[\w.:-]{1,120}$/, "A key looks like ext.ci.contract_tests, in at most 120 characters."),
  value: z
    .union([z.string(), z.number(), z.boolean(), z.record(z.string(), z.unknown())], {
      error: "Give a text, a number, true, false or an object.",
    })
    .refine((value) => isShallow(value), { error: "A value nests at most five deep.", abort: true })
    .refine((value) => JSON.stringify(value).length <= MAX_VALUE_CHARS, "A value has at most 4 kB.")
    .refine((value) => isWhole(value), "A text in this value holds half of a character."),
  observedAt: z.iso.datetime({ offset: true, error: "Give a time such as 2026-01-31T12:00:00Z." }),
  sourceUrl: z
    .url({ protocol: /^https?$/, error: "Give a link that starts with http:// or https://." })
    .max(2_000)
    .optional(),
  sha: z
    .string()
    .regex(/^[0-9a-fA-F]{7,64}$/, "Give the commit as 7 to 64 hex digits.")
    .optional(),
  ttlSeconds: z
    .number()
    .int()
    .min(60, "A fact counts for at least a minute.")
    .max(31_536_000, "A fact counts for at most a year.")
    .default(86_400),
});

export type ItemState = (typeof ITEM_STATES)[number];
export type GateName = z.infer<typeof gateName>;
export type Verdict = "pass" | "warn" | "blocked" | "no_data";
export const TRAFFIC_MODES = ["blocked", "parked", "canary", "live"] as const;
export type TrafficMode = (typeof TRAFFIC_MODES)[number];

export type CheckDto = {
  fact: string;
  outcome: string;
  expected: string;
  observed: string;
  observedAt: string | null;
  source: string | null;
  link: string | null;
  sha: string | null;
};

/** What is seen now of one integration; `value` is null when reading it failed, and `error` says so. */
export type FactDto = {
  key: string;
  value: unknown;
  /** Null for what the product observes itself, whose key says it. */
  environment: "test" | "live" | null;
  observedAt: string | null;
  expiresAt: string | null;
  source: string | null;
  link: string | null;
  sha: string | null;
  pushed: boolean;
  error: string | null;
};

export type WaiverDto = {
  id: string;
  state: "requested" | "approved" | "denied" | "revoked" | "expired";
  reason: string;
  days: number;
  requestedBy: string;
  decidedBy: string | null;
  expiresAt: string | null;
  createdAt: string;
};

export type ItemDto = {
  id: string;
  key: string;
  wording: string;
  section: string;
  gate: GateName;
  gates: GateName[];
  blocking: boolean;
  grade: string;
  automatic: boolean;
  missingFact: string | null;
  state: ItemState;
  stateSince: string;
  sentence: string;
  checks: CheckDto[];
  checkedAt: string | null;
  blocks: boolean;
  manual: { kind: string; reason: string; url: string | null; by: string; at: string; expiresAt: string | null } | null;
  waiver: WaiverDto | null;
};

export type EvidenceDto = {
  id: string;
  state: ItemState;
  previous: ItemState;
  sentence: string;
  source: string;
  actor: string;
  configHash: string;
  observedAt: string;
};

export type GateDecisionDto = {
  id: string;
  decision: "approve" | "reject";
  step: string;
  comment: string;
  ownApproval: boolean;
  trafficFrom: TrafficMode;
  trafficTo: TrafficMode;
  decidedBy: string;
  decidedAt: string;
  satisfied: number;
  required: number;
};

export type BlockingDto = { key: string; wording: string; state: ItemState; sentence: string };

export type GateDto = {
  gate: GateName;
  verdict: Verdict;
  sentence: string;
  required: number;
  blockingCount: number;
  blocking: BlockingDto[];
  waivers: { key: string; wording: string; reason: string; expiresAt: string }[];
  evaluatedAt: string | null;
  state: "open" | "passed" | "regressed";
  step: string;
  items: ItemDto[];
};

export type DrillStepKey =
  | "valid"
  | "missing_signature"
  | "tampered"
  | "stale"
  | "duplicate"
  | "unknown_type"
  | "failing_handler";

export type DrillStepDto = {
  key: DrillStepKey;
  title: string;
  state: "waiting" | "running" | "passed" | "failed" | "skipped";
  expected: string;
  observed: string;
  startedAt: string | null;
  durationMs: number | null;
};

export type DrillDto = {
  id: string;
  kind: string;
  state: "queued" | "running" | "passed" | "failed" | "error";
  environment: "test" | "live";
  sourceId: string | null;
  steps: DrillStepDto[];
  configHash: string;
  error: string | null;
  startedBy: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  expiresAt: string | null;
};

export type ChecklistDto = {
  slug: string;
  name: string;
  kind: string;
  trafficMode: TrafficMode;
  trafficReason: string;
  parkAt: string | null;
  canaryPercent: number;
  parked: number;
  items: ItemDto[];
  gates: GateDto[];
};

/** An item that stands elsewhere than when the gate was last decided. */
export type GateChange = { key: string; from: ItemState; to: ItemState; sentence: string };

export type GateDetail = GateDto & {
  decisions: GateDecisionDto[];
  /** Why the person who asks cannot approve or send back now; null when they can. */
  approveRefusal: string | null;
  rejectRefusal: string | null;
  /** What an approval would do next. */
  nextStep: "pass_design" | "open_canary" | "open_full" | null;
  authors: string[];
  changes: GateChange[];
};

export type BoardRow = {
  slug: string;
  name: string;
  kind: string;
  trafficMode: TrafficMode;
  gates: GateDto[];
};
