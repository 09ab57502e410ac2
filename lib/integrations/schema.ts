import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";

export const KINDS = ["payment", "search", "files", "flags", "multi_system", "generic"] as const;
export const PATTERNS = ["point_to_point", "hub_and_spoke", "event_driven", "etl_pipeline"] as const;
export const FLOW_DIRECTIONS = ["inbound", "outbound", "bidirectional"] as const;
export const FLOW_MODES = ["real_time", "batch", "event"] as const;
export const ERROR_CLASSES = ["transient", "rate_limit", "client", "auth", "timeout", "malformed"] as const;
export const ERROR_ACTIONS = ["undecided", "retry", "refresh_then_retry", "dead_letter", "alert", "ignore"] as const;
export const REVIEW_KINDS = ["security"] as const;

export type Kind = (typeof KINDS)[number];
export type Pattern = (typeof PATTERNS)[number];
export type FlowDirection = (typeof FLOW_DIRECTIONS)[number];
export type FlowMode = (typeof FLOW_MODES)[number];
export type ErrorClass = (typeof ERROR_CLASSES)[number];
export type ErrorAction = (typeof ERROR_ACTIONS)[number];

const line = (what: string, max = 120) =>
  z.string().trim().min(1, `Give ${what}.`).max(max, `At most ${max} characters.`).regex(PLAIN_LINE, PLAIN_NAME);
const text = (max = 4_000) => z.string().trim().max(max, `At most ${max} characters.`).default("");
const slug = z.string().min(1).max(60);

/** Part of every URL and API path of the integration, so it never changes. */
export const NewSlug = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use small letters, digits and single dashes, such as stripe-subscriptions.")
  .max(60, "At most 60 characters.")
  .refine((value) => value !== "new", "The word new is taken by the page that creates integrations.");

export const SystemFields = z.object({
  name: line("the system a name", 80),
  kind: line("the kind of system, such as CRM", 60),
  authMethod: line("how it authenticates, such as OAuth2", 60),
  apiType: line("its kind of API, such as REST", 60),
  version: text(40),
});

export const FlowFields = z.object({
  name: line("the flow a name", 80),
  from: line("the system it starts from", 80),
  to: line("the system it ends at", 80),
  direction: z.enum(FLOW_DIRECTIONS).default("outbound"),
  mode: z.enum(FLOW_MODES),
  trigger: text(200),
  mapping: text(4_000),
});

export const OwnerFields = z.object({ userId: z.uuid("Choose a member."), discipline: line("a discipline", 60) });

/** Why the recommended pattern is not taken; becomes the record of a decision. */
export const Deviation = z.object({
  rationale: z.string().trim().min(40, "Say why in at least 40 characters.").max(4_000),
  consequences: text(4_000),
});

export const CreateIntegration = z
  .strictObject({
    /** One submission of the wizard: sent twice, it creates once. */
    requestId: z.uuid().optional(),
    slug: NewSlug.optional(),
    name: line("the integration a name"),
    kind: z.enum(KINDS, "Choose a kind."),
    description: text(2_000),
    provider: text(60),
    systems: z.array(SystemFields).max(40).default([]),
    flows: z.array(FlowFields).max(80).default([]),
    pattern: z.enum(PATTERNS).optional(),
    deviation: Deviation.optional(),
    owners: z.array(OwnerFields).max(40).default([]),
  })
  .superRefine((input, issues) => {
    const names = new Set<string>();
    input.systems.forEach(({ name }, index) => {
      if (names.has(name))
        issues.addIssue({ code: "custom", path: ["systems", index, "name"], message: `${name} is there twice.` });
      names.add(name);
    });
    input.flows.forEach(({ from, to }, index) => {
      for (const [end, name] of [
        ["from", from],
        ["to", to],
      ] as const) {
        if (!names.has(name))
          issues.addIssue({
            code: "custom",
            path: ["flows", index, end],
            message: `There is no system named ${name}.`,
          });
      }
      if (from === to)
        issues.addIssue({ code: "custom", path: ["flows", index, "to"], message: "A flow ends at another system." });
    });
  });
export type CreateIntegration = z.output<typeof CreateIntegration>;

export const UpdateIntegration = z.object({
  slug,
  name: line("the integration a name").optional(),
  description: z.string().trim().max(2_000).optional(),
  provider: z.string().trim().max(60).optional(),
});
export const ArchiveIntegration = z.object({ slug });
export const ChoosePattern = z.object({ slug, pattern: z.enum(PATTERNS), deviation: Deviation.optional() });

export const AddSystem = SystemFields.extend({ slug });
export const UpdateSystem = SystemFields.extend({ systemId: z.uuid() });
export const RemoveSystem = z.object({ systemId: z.uuid() });
export const AddFlow = FlowFields.extend({ slug });
export const UpdateFlow = FlowFields.extend({ flowId: z.uuid() });
export const RemoveFlow = z.object({ flowId: z.uuid() });
export const AddOwner = OwnerFields.extend({ slug });
export const RemoveOwner = OwnerFields.extend({ slug });

export const ProposeDecision = z
  .object({
    slug,
    topic: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9_]*$/, "A topic is one small word, such as provider.")
      .max(40),
    title: line("the decision a title"),
    context: line("the context", 4_000),
    options: z.array(line("the option a name", 200)).min(2, "Name at least two options that were considered.").max(12),
    choice: line("what was chosen", 200),
    rationale: z.string().trim().min(40, "Say why in at least 40 characters.").max(4_000),
    consequences: text(),
    confirmation: text(),
  })
  .refine((input) => input.options.includes(input.choice), { path: ["choice"], error: "Choose one of the options." });

export const DecideDecision = z.object({ decisionId: z.uuid(), verdict: z.enum(["accept", "reject"]) });

const ErrorRule = z.object({ action: z.enum(ERROR_ACTIONS), note: text(500) });
export const ErrorClasses = z.object({
  transient: ErrorRule,
  rate_limit: ErrorRule,
  client: ErrorRule,
  auth: ErrorRule,
  timeout: ErrorRule,
  malformed: ErrorRule,
});
export type ErrorClasses = z.output<typeof ErrorClasses>;
export const SaveErrorPolicy = z.object({ slug, classes: ErrorClasses, baseRevision: z.number().int().min(0) });

export const ScheduleReview = z.object({
  slug,
  kind: z.enum(REVIEW_KINDS).default("security"),
  scheduledFor: z.iso.date("Give a day, such as 2027-03-31."),
  reviewerId: z.uuid("Choose who reviews."),
});
export const StartReview = z.object({ reviewId: z.uuid() });
export const FinishReview = z
  .object({
    reviewId: z.uuid(),
    outcome: z.enum(["passed", "failed"]),
    openHighFindings: z.coerce.number().int().min(0).max(1_000).default(0),
    notes: z.string().trim().min(10, "Say what was looked at, in at least 10 characters.").max(4_000),
  })
  .refine((input) => input.outcome === "failed" || input.openHighFindings === 0, {
    path: ["openHighFindings"],
    error: "A review with open high findings has not passed.",
  });

export const IntegrationFilter = z.object({
  kind: z.enum(KINDS).optional(),
  mode: z.enum(["blocked", "parked", "canary", "live"]).optional(),
  q: z.string().trim().max(80).optional(),
  archived: z.boolean().default(false),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(50),
});
export type IntegrationFilter = z.input<typeof IntegrationFilter>;

export type AdviceBand = {
  /** The most systems of this band; null is no end. */
  upTo: number | null;
  complexity: "simple" | "medium" | "complex";
  pattern: Pattern;
  /** `{n}` is the number of systems. */
  because: string;
};

export type PersonDto = { id: string; name: string; email: string; role: "viewer" | "engineer" | "ops" | "admin" };
export type SystemDto = {
  id: string;
  name: string;
  kind: string;
  authMethod: string;
  apiType: string;
  version: string;
};
export type FlowDto = {
  id: string;
  name: string;
  fromId: string;
  from: string;
  toId: string;
  to: string;
  direction: FlowDirection;
  mode: FlowMode;
  trigger: string;
  mapping: string;
};
export type OwnerDto = { userId: string; name: string; discipline: string };
export type TrafficModeName = "blocked" | "parked" | "canary" | "live";

export type IntegrationRow = {
  id: string;
  slug: string;
  name: string;
  kind: Kind;
  description: string;
  provider: string | null;
  trafficMode: TrafficModeName;
  canaryPercent: number;
  archivedAt: string | null;
  createdAt: string;
  updatedAt: string;
};
export type IntegrationDto = IntegrationRow & {
  trafficReason: string;
  trafficChangedAt: string;
  parkAt: string | null;
  pattern: Pattern | null;
  patternAdvice: Pattern | null;
  systems: SystemDto[];
  flows: FlowDto[];
  owners: OwnerDto[];
};
export type DecisionDto = {
  id: string;
  number: number;
  topic: string;
  title: string;
  context: string;
  options: string[];
  choice: string;
  rationale: string;
  consequences: string;
  confirmation: string;
  status: "proposed" | "accepted" | "rejected" | "superseded";
  authorId: string | null;
  author: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  createdAt: string;
};
export type ErrorPolicyDto = {
  classes: ErrorClasses;
  revision: number;
  updatedAt: string | null;
  undecided: ErrorClass[];
};
export type ReviewDto = {
  id: string;
  kind: string;
  scheduledFor: string;
  author: string;
  reviewerId: string;
  reviewer: string;
  state: "scheduled" | "in_progress" | "passed" | "failed";
  overdue: boolean;
  notes: string;
  openHighFindings: number;
  finishedAt: string | null;
};
