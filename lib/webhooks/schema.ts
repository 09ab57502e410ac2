import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";

export const EnvironmentWord = z.enum(["test", "live"]);
const Id = z.uuid();
const Name = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(PLAIN_LINE, PLAIN_NAME);
const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "This is not the slug of an integration.");
const Reason = z.string().trim().min(3, "Say why, in a few words.").max(500, "A reason has at most 500 characters.");

/** A form sends an empty text for what was left out. */
function missing<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

// Destinations

const Url = z.string().trim().min(1, "Give the URL that receives the deliveries.").max(2_048);
const SECRET_NAME = /authorization|cookie|token|secret|password|api-?key/i;
const OURS = /^(webhook-(id|timestamp|signature)|content-type|user-agent|traceparent|tracestate|host|content-length)$/i;

function headersFromText(value: unknown): unknown {
  if (typeof value !== "string") return value ?? undefined;
  const lines = value.split("\n").filter((line) => line.trim() !== "");
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]),
  );
}
const OwnHeaders = z.preprocess(
  headersFromText,
  z
    .record(
      z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}$/, "A header name has only letters, digits and dashes."),
      z
        .string()
        .max(1_024)
        .regex(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, "A header value is one line of text."),
    )
    .refine((headers) => Object.keys(headers).length <= 20, "At most 20 headers of your own.")
    .refine(
      (headers) => !Object.keys(headers).some((name) => OURS.test(name)),
      "Interlock sets content-type, user-agent, traceparent and the webhook- headers itself.",
    )
    .refine(
      (headers) => !Object.keys(headers).some((name) => SECRET_NAME.test(name)),
      "A header that carries a secret is not kept here. Verify the webhook-signature instead.",
    )
    .optional(),
);

function secondsFromText(value: unknown): unknown {
  if (typeof value !== "string") return value ?? undefined;
  const words = value.split(/[\s,]+/).filter((word) => word !== "");
  return words.length === 0 ? [] : words.map(Number);
}
/** Seconds before each retry; an empty list is the Standard Webhooks ladder. */
const Schedule = z.preprocess(
  secondsFromText,
  z
    .array(
      z.int("Write whole seconds, such as 5, 60, 600.").min(0).max(604_800, "At most seven days between two tries."),
    )
    .max(24, "At most 24 retries."),
);
const DestinationFields = {
  name: Name,
  url: Url,
  retry: z.strictObject({ scheduleSeconds: Schedule }).optional(),
  timeoutMs: missing(z.coerce.number().int().min(1_000).max(15_000, "A destination has at most 15 seconds.")),
  maxInflight: missing(z.coerce.number().int().min(1).max(256, "At most 256 at once.")),
  /** Null, or an empty field, is no limit. */
  ratePerS: z.preprocess(
    (value) => (value === "" ? null : value),
    z.union([z.null(), z.coerce.number().min(0.1, "At least 0.1 a second.").max(10_000)]).optional(),
  ),
  headers: OwnHeaders,
};

export const CreateDestination = z.strictObject({
  ...DestinationFields,
  environment: EnvironmentWord,
  integration: missing(Slug),
});
export const UpdateDestination = z.strictObject({
  id: Id,
  ...z.object(DestinationFields).partial().shape,
});
export const DestinationId = z.strictObject({ id: Id });
export const PauseDestination = z.strictObject({ id: Id, reason: Reason });
export const RotateDestinationSecret = z.strictObject({
  id: Id,
  /** How long the old secret signs beside the new one. */
  overlapHours: z.coerce.number().int().min(0).max(168, "At most seven days.").default(24),
});

// Routes

const EventTypes = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/[\s,]+/).filter((word) => word !== "") : value),
  z
    .array(
      z
        .string()
        .regex(/^(\*|[A-Za-z0-9_:/-]+(\.[A-Za-z0-9_:/-]+)*(\.\*)?)$/, "Write a type, a pattern such as order.*, or *."),
    )
    .min(1, "Name at least one type, or * for all.")
    .max(100, "At most 100 types a route."),
);
export const CreateRoute = z
  .strictObject({
    sourceId: Id,
    destinationId: missing(Id),
    action: z.enum(["deliver", "ignore"]).default("deliver"),
    eventTypes: EventTypes.default(["*"]),
    enabled: z.boolean().default(true),
  })
  .refine((route) => (route.action === "deliver") === (route.destinationId !== undefined), {
    path: ["destinationId"],
    message: "A route delivers to a destination, or ignores and has none.",
  });
export const UpdateRoute = z.strictObject({
  id: Id,
  eventTypes: EventTypes.optional(),
  enabled: z.union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")]).optional(),
});
export const RouteId = z.strictObject({ id: Id });

// Deliveries

export const DELIVERY_STATES = ["pending", "leased", "held", "parked", "delivered", "dead", "cancelled"] as const;
export const DeliveryStateWord = z.enum(DELIVERY_STATES);
export type DeliveryStateWord = z.infer<typeof DeliveryStateWord>;

const many = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (value) => (typeof value === "string" ? value.split(",").filter((word) => word !== "") : value),
    z.array(schema).max(20).optional(),
  );

export const DeliveryFilter = z.strictObject({
  state: many(DeliveryStateWord),
  environment: missing(EnvironmentWord),
  source: missing(Id),
  destination: missing(Id),
  event: missing(Id),
  integration: missing(Slug),
  replay: missing(Id),
  type: missing(z.string().max(200)),
  from: missing(z.coerce.date()),
  to: missing(z.coerce.date()),
  text: missing(z.string().max(200)),
  cursor: missing(Id),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type DeliveryFilter = z.output<typeof DeliveryFilter>;

const Ids = z.preprocess(
  (value) => (typeof value === "string" ? value.split(",") : value),
  z.array(Id).min(1, "Choose at least one delivery.").max(1_000, "At most 1,000 by id; use a filter for more."),
);
/** Which ended deliveries: by id, or everything that fits. */
export const Selection = z.strictObject({
  state: z.enum(["dead", "delivered", "cancelled"]).default("dead"),
  environment: missing(EnvironmentWord),
  source: missing(Id),
  destination: missing(Id),
  integration: missing(Slug),
  type: missing(z.string().max(200)),
  reason: missing(z.string().max(40)),
  status: missing(z.coerce.number().int()),
  from: missing(z.coerce.date()),
  to: missing(z.coerce.date()),
});
export type Selection = z.output<typeof Selection>;

const onlyOne = (input: { deliveryIds?: unknown; filter?: unknown }) =>
  (input.deliveryIds === undefined) !== (input.filter === undefined);
const CHOOSE = { path: ["deliveryIds"], message: "Name deliveryIds or a filter, one of the two." };

export const PreviewReplay = z
  .strictObject({ deliveryIds: Ids.optional(), filter: Selection.optional() })
  .refine(onlyOne, CHOOSE);
export const StartReplay = z
  .strictObject({
    deliveryIds: Ids.optional(),
    filter: Selection.optional(),
    reason: z.string().trim().max(500).default(""),
    ratePerSecond: z.coerce.number().int().min(1).max(1_000, "At most 1,000 a second.").default(50),
  })
  .refine(onlyOne, CHOOSE);
export const ReplayId = z.strictObject({ id: Id });
export const DiscardDeliveries = z
  .strictObject({ deliveryIds: Ids.optional(), filter: Selection.optional(), reason: Reason })
  .refine(onlyOne, CHOOSE);

export type DeliveryDto = {
  id: string;
  eventId: string;
  externalId: string | null;
  eventType: string;
  environment: "test" | "live";
  sourceId: string;
  sourceName: string;
  destinationId: string;
  destinationName: string;
  integration: string | null;
  state: DeliveryStateWord;
  /** What it waits for, or why it ended, as a sentence part: "breaker open", "503, retries used up". */
  why: string;
  attemptCount: number;
  replayNo: number;
  lastError: string | null;
  lastStatus: number | null;
  reason: string | null;
  resolution: string | null;
  createdAt: string;
  nextAttemptAt: string | null;
  finishedAt: string | null;
};
export type AttemptDto = {
  id: string;
  number: number;
  at: string;
  outcome: string;
  status: number | null;
  durationMs: number;
  connectMs: number | null;
  error: string | null;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  responseBody: string | null;
};
export type DeliveryDetail = DeliveryDto & {
  webhookId: string;
  traceId: string | null;
  receivedAt: string | null;
  routeTypes: string[];
  resolvedReason: string | null;
  attempts: AttemptDto[];
};
export type CauseGroup = {
  reason: string;
  status: number | null;
  destinationId: string;
  destinationName: string;
  sourceName: string;
  title: string;
  advice: string;
  types: string[];
  count: number;
  first: string;
  last: string;
  newestIds: string[];
};
export type DestinationDto = {
  id: string;
  name: string;
  environment: "test" | "live";
  integration: string | null;
  url: string;
  status: "active" | "paused" | "disabled";
  statusReason: string;
  statusChangedAt: string;
  breaker: "closed" | "open" | "half_open";
  breakerChangedAt: string;
  openUntil: string | null;
  quietUntil: string | null;
  retry: { scheduleSeconds: number[] };
  timeoutMs: number;
  maxInflight: number;
  ratePerS: number | null;
  headers: Record<string, string>;
  secrets: { lastFour: string; fingerprint: string; createdAt: string; retiresAt: string | null }[];
  routes: { id: string; sourceId: string; sourceName: string; eventTypes: string[]; enabled: boolean }[];
  counts: { pending: number; leased: number; held: number; parked: number; dead: number; delivered24h: number };
  transitions: { from: string; to: string; at: string; detail: string }[];
  lastSuccessAt: string | null;
  lastFailureAt: string | null;
  createdAt: string;
};
export type ReplayDto = {
  id: string;
  state: string;
  total: number;
  done: number;
  skipped: number;
  ratePerS: number;
  reason: string;
  by: string;
  createdAt: string;
  finishedAt: string | null;
};
export type ReplayPreview = {
  count: number;
  leftOut: number;
  live: number;
  destinations: { name: string; count: number; breaker: string; status: string }[];
};
