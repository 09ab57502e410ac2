import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";
import { CONNECTION_AUTHS, type ConnectionAuth, CREDENTIAL_KINDS, type CredentialKind, TEST_METHODS } from "./words.ts";

const EnvironmentName = z.enum(["test", "live"]);
const Id = z.uuid();
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
const ONE_LINE = /^[^\u0000-\u001f\u007f]*$/;

/** A form sends an empty text for what was left out. */
function missing<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === null ? undefined : value), schema.optional());
}

const Name = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(80, "A name has at most 80 characters.")
  .regex(PLAIN_LINE, PLAIN_NAME);
const Slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, "This is not the slug of an integration.");
const SecretValue = z
  .string()
  .min(1, "Paste the value.")
  .max(8_192, "A secret has at most 8,192 characters.")
  .regex(ONE_LINE, "A secret is one line. Check for a line break at its end.")
  .refine((value) => value === value.trim(), "The value begins or ends with a space. Copy it again.");
const Reference = z
  .string()
  .trim()
  .max(1_024)
  .regex(ONE_LINE, "A reference is one line.")
  .regex(
    /^(env:[A-Za-z_][A-Za-z0-9_]{0,127}|file:\/.+)$/,
    "Write env:NAME for an environment variable or file:/path for a file.",
  );
const ExpiresAt = missing(z.coerce.date());

export const VERDICTS = [
  "ok",
  "rejected",
  "forbidden",
  "unreachable",
  "tls",
  "misconfigured",
  "rate_limited",
  "unverified",
] as const;
const LAYERS = ["dns", "tcp", "tls", "http", "auth"] as const;
export const KEY_MODES = ["test", "live", "unmarked", "unknown"] as const;

export type Verdict = (typeof VERDICTS)[number];
export type LayerName = (typeof LAYERS)[number];
export type KeyMode = (typeof KEY_MODES)[number];

const ONE_SECRET = "Give either the value or a reference such as env:STRIPE_API_KEY, not both.";
function hasOneSecret(input: { value?: string | undefined; reference?: string | undefined }): boolean {
  return (input.value === undefined) !== (input.reference === undefined);
}

export const CreateCredential = z
  .strictObject({
    environment: EnvironmentName,
    integration: missing(Slug),
    name: Name,
    kind: z.enum(CREDENTIAL_KINDS),
    username: missing(
      z
        .string()
        .trim()
        .max(256)
        .regex(/^[^:]*$/, "A user name for basic auth has no colon."),
    ),
    value: missing(SecretValue),
    reference: missing(Reference),
    expiresAt: ExpiresAt,
  })
  .refine(hasOneSecret, { path: ["value"], message: ONE_SECRET })
  .refine((input) => input.kind !== "basic" || input.username !== undefined, {
    path: ["username"],
    message: "Basic auth needs a user name.",
  });

export const RotateCredential = z
  .strictObject({ id: Id, value: missing(SecretValue), reference: missing(Reference), expiresAt: ExpiresAt })
  .refine(hasOneSecret, { path: ["value"], message: ONE_SECRET });

export const DeleteCredential = z.strictObject({ id: Id });

const BaseUrl = z
  .string()
  .trim()
  .max(1_024, "A base URL has at most 1,024 characters.")
  .regex(/^https?:\/\/[^/?#\s]+/i, "Write it as https://host or https://host/path.")
  .regex(/^[^?#]*$/, "A base URL has no ? and no #. Put the query into the test path.")
  .transform((text) => text.replace(/\/+$/, ""));
const TestPath = z
  .string()
  .trim()
  .max(512)
  .regex(/^\/[^\s#\\]*$/, "A path starts with / and has no spaces.");
const AuthHeader = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9!#$%&'*+\-.^_`|~]{1,100}$/, "This is not a header name.");
const TimeoutMs = z.coerce.number().int().min(1_000, "At least 1 second.").max(15_000, "At most 15 seconds.");

export const CreateConnection = z.strictObject({
  environment: EnvironmentName,
  integration: missing(Slug),
  systemId: missing(Id),
  name: Name,
  baseUrl: BaseUrl,
  auth: z.enum(CONNECTION_AUTHS).default("none"),
  authHeader: missing(AuthHeader),
  credentialId: missing(Id),
  testMethod: z.enum(TEST_METHODS).default("GET"),
  testPath: TestPath.default("/"),
  timeoutMs: TimeoutMs.default(10_000),
});

/** What is left out stays as it is; `credentialId: ""` takes the credential away. */
export const UpdateConnection = z.strictObject({
  id: Id,
  name: Name.optional(),
  baseUrl: BaseUrl.optional(),
  auth: z.enum(CONNECTION_AUTHS).optional(),
  authHeader: missing(AuthHeader),
  credentialId: z.preprocess((value) => (value === "" ? null : value), Id.nullable().optional()),
  systemId: z.preprocess((value) => (value === "" ? null : value), Id.nullable().optional()),
  testMethod: z.enum(TEST_METHODS).optional(),
  testPath: TestPath.optional(),
  timeoutMs: TimeoutMs.optional(),
});

export const DeleteConnection = z.strictObject({ id: Id });
export const TestConnection = z.strictObject({ id: Id });

export const TestLayer = z.strictObject({
  layer: z.enum(LAYERS),
  state: z.enum(["passed", "failed", "skipped", "unknown"]),
  durationMs: z.number().nonnegative().nullable(),
  detail: z.string().max(500),
});
export type TestLayer = z.infer<typeof TestLayer>;

export const ListFilter = z.object({
  environment: EnvironmentName.optional().catch(undefined),
  integration: Slug.optional().catch(undefined),
  /** Connections: by what the last test said. */
  state: z.enum(["failing", "working", "untested"]).optional().catch(undefined),
  /** Credentials: those that end within 30 days, or have ended. */
  expiring: z.literal("1").optional().catch(undefined),
  cursor: Id.optional().catch(undefined),
  limit: z.coerce.number().int().min(1).max(200).catch(50),
});
export type ListFilter = Partial<z.input<typeof ListFilter>>;

type Named = { id: string; name: string };
type IntegrationRef = { slug: string; name: string };

export type CredentialDto = {
  id: string;
  environment: "test" | "live";
  name: string;
  kind: CredentialKind;
  username: string | null;
  /** Where the value lives: our store, or the place that `reference` names. */
  store: "sealed" | "env" | "file";
  reference: string | null;
  lastFour: string;
  fingerprint: string;
  keyMode: KeyMode;
  expiresAt: string | null;
  rotatedAt: string | null;
  createdAt: string;
  integration: IntegrationRef | null;
  usedBy: Named[];
};

export type ConnectionDto = {
  id: string;
  environment: "test" | "live";
  name: string;
  baseUrl: string;
  auth: ConnectionAuth;
  authHeader: string | null;
  credential: (Named & { lastFour: string; fingerprint: string }) | null;
  testMethod: string;
  testPath: string;
  timeoutMs: number;
  lastVerdict: Verdict | null;
  lastTestedAt: string | null;
  createdAt: string;
  integration: IntegrationRef | null;
  system: Named | null;
};

export type ConnectionTestDto = {
  id: string;
  verdict: Verdict;
  nextStep: string;
  layers: TestLayer[];
  status: number | null;
  durationMs: number;
  tlsExpiresAt: string | null;
  credentialFingerprint: string;
  actor: string;
  at: string;
};

export type ConnectionCounts = {
  connections: number;
  working: number;
  failing: number;
  untested: number;
  credentials: number;
  expiring: number;
};

/** An integration that a connection can belong to, with its systems. */
export type HomeDto = { slug: string; name: string; systems: Named[] };

export type Page<Item> = { items: Item[]; next: string | null };
