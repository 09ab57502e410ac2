import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";
import { GenericHmacConfig, Preset } from "#lib/providers/schema.ts";

const EnvironmentName = z.enum(["test", "live"]);
const Id = z.uuid();
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
const ONE_LINE = /^[^\u0000-\u001f\u007f]*$/;

/** A form sends an empty text for what was left out. */
function missing<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

function withoutEmpty(value: unknown): unknown {
  if (value === "" || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== ""));
}

const Name = z
  .string()
  .trim()
  .min(1, "Give the source a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(PLAIN_LINE, PLAIN_NAME);
const Secret = z
  .string()
  .trim()
  .min(8, "A signing secret has at least 8 characters.")
  .max(1_024, "A signing secret has at most 1,024 characters.")
  .regex(ONE_LINE, "A secret is one line. Check for a line break.");
const Secrets = z.preprocess(
  (value) => (typeof value === "string" ? (value === "" ? [] : [value]) : value),
  z.array(Secret).min(1, "Paste the provider's signing secret.").max(5, "A source has at most five active secrets."),
);
const Reason = z.string().trim().min(3, "Say why, in a few words.").max(500);

/** "preset": the provider's own id. "body_hash": the same bytes are the same event. */
export const DEDUPE_KEYS = ["preset", "body_hash"] as const;
/** "sync_200" answers 200 instead of 202, for the rare provider that counts nothing else as success. */
export const ACK_MODES = ["async_202", "sync_200"] as const;

const Settings = {
  toleranceSeconds: missing(z.coerce.number().int().min(10).max(86_400)),
  dedupeKey: missing(z.enum(DEDUPE_KEYS)),
  dedupeTtlHours: missing(z.coerce.number().int().min(1).max(8_760)),
  ackMode: missing(z.enum(ACK_MODES)),
  maxBodyBytes: missing(z.coerce.number().int().min(1_024).max(16_777_216)),
  ratePerS: missing(z.coerce.number().int().min(1).max(100_000)),
};

export const CreateSource = z.strictObject({
  name: Name,
  environment: EnvironmentName,
  /** The integration's slug. A live source needs one. */
  integration: missing(z.string().max(80)),
  preset: Preset,
  /** Only for the preset generic_hmac: how the request is signed. */
  scheme: z.preprocess(withoutEmpty, GenericHmacConfig.optional()),
  secrets: Secrets,
  ...Settings,
});

export const UpdateSource = z.strictObject({ id: Id, name: missing(Name), ...Settings });
export const NameSource = z.strictObject({ id: Id });
export const PauseSource = z.strictObject({ id: Id, reason: missing(Reason) });
export const AddSourceSecret = z.strictObject({
  id: Id,
  secret: Secret,
  /** The secrets that are there now keep verifying this long. */
  retireOthersAfterHours: missing(z.coerce.number().int().min(0).max(168)),
});
export const RetireSourceSecret = z.strictObject({
  id: Id,
  afterHours: missing(z.coerce.number().int().min(0).max(168)),
});
export const ReleaseQuarantine = z.strictObject({ id: Id, reason: missing(Reason) });
export const DiscardQuarantine = z.strictObject({ id: Id, reason: Reason });

const Limit = z.coerce
  .number()
  .int()
  .min(1)
  .catch(50)
  .transform((count) => Math.min(count, 200));
const Cursor = missing(Id);
const Moment = missing(z.coerce.date());

export const SourceFilter = z.object({
  environment: missing(EnvironmentName),
  integration: missing(z.string().max(80)),
  q: missing(z.string().max(200)),
  cursor: Cursor,
  limit: Limit.default(50),
});
export const EventFilter = z.object({
  source: missing(Id),
  integration: missing(z.string().max(80)),
  environment: missing(EnvironmentName),
  /** A whole type, or a beginning that ends in ".*". */
  type: missing(z.string().max(255)),
  from: Moment,
  to: Moment,
  /** An id, a provider's id, or a text that the body contains. */
  q: missing(z.string().trim().max(200)),
  cursor: Cursor,
  limit: Limit.default(50),
});
export const QuarantineFilter = z.object({
  source: missing(Id),
  environment: missing(EnvironmentName),
  reason: missing(z.string().max(40)),
  state: missing(z.enum(["open", "resolved", "all"])),
  cursor: Cursor,
  limit: Limit.default(50),
});

/** By the number that the rows keep. */
export const DELIVERY_WORDS = ["pending", "leased", "held", "parked", "delivered", "dead", "cancelled"] as const;
export type DeliveryWord = (typeof DELIVERY_WORDS)[number];
export type SecretDto = {
  id: string;
  lastFour: string;
  fingerprint: string;
  createdAt: string;
  retiresAt: string | null;
  lastUsedAt: string | null;
  state: "active" | "retiring" | "retired";
};
export type SourceRow = {
  id: string;
  name: string;
  environment: "test" | "live";
  integrationSlug: string | null;
  integrationName: string | null;
  preset: Preset;
  state: "active" | "paused";
  ingestUrl: string;
  activeSecrets: number;
  routes: number;
  lastEventAt: string | null;
  createdAt: string;
};
export type SourceDto = SourceRow & {
  scheme: unknown;
  toleranceSeconds: number;
  dedupeKey: string;
  dedupeTtlHours: number;
  ackMode: string;
  maxBodyBytes: number;
  ratePerS: number | null;
  secrets: SecretDto[];
  routeList: {
    id: string;
    destinationId: string | null;
    destination: string;
    eventTypes: string[];
    enabled: boolean;
  }[];
};
export type EventRow = {
  id: string;
  externalId: string;
  type: string;
  sourceId: string;
  source: string;
  environment: "test" | "live";
  receivedAt: string;
  bytes: number;
  duplicates: number;
  conflicts: number;
  /** Deliveries of this event by state. */
  deliveries: { state: DeliveryWord; count: number }[];
};
export type EventDto = Omit<EventRow, "deliveries"> & {
  contentType: string | null;
  headers: [string, string][];
  bodyBase64: string;
  sha256: string;
  isUtf8: boolean;
  traceId: string;
  deliveries: {
    id: string;
    destinationId: string;
    destination: string;
    state: DeliveryWord;
    attemptCount: number;
    lastError: string | null;
    createdAt: string;
  }[];
};
export type QuarantineRow = {
  id: string;
  sourceId: string;
  source: string;
  environment: "test" | "live";
  reason: string;
  detail: string;
  bytes: number;
  receivedAt: string;
  resolution: string | null;
  resolvedAt: string | null;
};
export type QuarantineDto = QuarantineRow & {
  contentType: string | null;
  headers: [string, string][];
  bodyBase64: string;
  /** The body was longer than what the quarantine keeps, so it can be read but not released. */
  truncated: boolean;
  traceId: string;
};
export type Page<T> = { items: T[]; next: string | null };
