import { z } from "zod";

export const PRESETS = ["stripe", "github", "standard_webhooks", "generic_hmac"] as const;
export const Preset = z.enum(PRESETS);
export type Preset = z.infer<typeof Preset>;

const ToleranceSeconds = z
  .int()
  .min(10, "Allow at least 10 seconds.")
  .max(86_400, "Allow at most one day: a wider window lets old requests be replayed.");
const HeaderName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9!#$%&'*+\-.^_`|~]{1,100}$/, "This is not a header name.");
const JsonPath = z
  .string()
  .trim()
  .regex(/^[^.\s]{1,64}(\.[^.\s]{1,64}){0,7}$/, "Write a path such as data.type, at most 8 steps deep.");
const Template = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => text.split("{body}").length === 2, "The signed string must contain {body} exactly once.")
  .refine(
    (text) => !/[{}]/.test(text.replace(/\{(id|ts|body)\}/g, "")),
    "Only {id}, {ts} and {body} can be filled in.",
  );

const TimedConfig = z.strictObject({ toleranceSeconds: ToleranceSeconds.default(300) });
const NoConfig = z.strictObject({});
export const GenericHmacConfig = z
  .strictObject({
    algorithm: z.enum(["sha1", "sha256", "sha512"]).default("sha256"),
    encoding: z.enum(["hex", "base64"]).default("hex"),
    secretEncoding: z.enum(["utf8", "hex", "base64"]).default("utf8"),
    header: HeaderName,
    prefix: z.string().max(32).default(""),
    template: Template.default("{body}"),
    timestampHeader: HeaderName.optional(),
    timestampUnit: z.enum(["s", "ms"]).default("s"),
    toleranceSeconds: ToleranceSeconds.default(300),
    idHeader: HeaderName.optional(),
    idPath: JsonPath.optional(),
    /** What to do when a request carries no id: tell repeats apart by their bytes, or refuse. */
    idFallback: z.enum(["body_hash", "refuse"]).default("body_hash"),
    typeHeader: HeaderName.optional(),
    typePath: JsonPath.optional(),
  })
  .refine((config) => config.template.includes("{ts}") === (config.timestampHeader !== undefined), {
    path: ["timestampHeader"],
    message: "A timestamp proves something only when it is signed: use {ts} and the timestamp header together.",
  })
  .refine((config) => !config.template.includes("{id}") || config.idHeader !== undefined, {
    path: ["idHeader"],
    message: "The signed string uses {id}, so say which header carries it.",
  });
export type GenericHmacConfig = z.infer<typeof GenericHmacConfig>;

export const PRESET_CONFIG = {
  stripe: TimedConfig,
  github: NoConfig,
  standard_webhooks: TimedConfig,
  generic_hmac: GenericHmacConfig,
} as const;

/** What a source stores beside its preset; parsed by `PRESET_CONFIG[preset]` before it is stored. */
export type PresetConfig = z.infer<typeof TimedConfig> | z.infer<typeof NoConfig> | GenericHmacConfig;

export type RefusalReason =
  | "no_secret"
  | "missing_signature"
  | "malformed_signature"
  | "bad_signature"
  | "missing_timestamp"
  | "malformed_timestamp"
  | "stale_timestamp"
  | "future_timestamp"
  | "missing_id"
  | "bad_id";

/** A provider as the catalogue shows it. */
export type ProviderManifest = {
  preset: Preset;
  name: string;
  summary: string;
  docsUrl: string | null;
  recipe: {
    signatureHeader: string;
    signedString: string;
    algorithm: string;
    tolerance: string;
    eventId: string;
    eventType: string;
    secret: string;
  };
  quirks: readonly string[];
  limits: readonly { what: string; value: string }[];
  /** How the recipe was checked. */
  checkedWith: string;
};
