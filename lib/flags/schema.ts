import { z } from "zod";
import { FLAG_TYPES, type FlagType } from "./words.ts";

export const FLAG_ENVIRONMENTS = ["test", "live"] as const;
export type FlagEnvironmentName = (typeof FLAG_ENVIRONMENTS)[number];

/** What a client does when the flag service cannot answer: its own default in the code, or the last value it saw. */
export const ON_UNAVAILABLE = ["default", "last_known"] as const;

/** A key stands in URLs, in code and in logs: lower case, and nothing that needs escaping. */
export const FlagKey = z
  .string()
  .trim()
  .min(2, "A key has at least 2 characters.")
  .max(100, "A key has at most 100 characters.")
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/,
    "Use lower-case letters, digits, dots, dashes and underscores, such as pay.stripe.kill.",
  )
  .refine((key) => !key.includes(".."), "Two dots in a row are not allowed.");

const blankIsNone = (value: unknown) => (value === "" ? undefined : value);
const yesNo = z.preprocess(
  (value) => (value === "on" || value === "true" ? true : value === "false" || value === "" ? false : value),
  z.boolean(),
);
const Slug = z.string().trim().min(1).max(64);
const Description = z.string().trim().max(500, "Keep the description under 500 characters.");

export const DefineFlag = z.strictObject({
  key: FlagKey,
  type: z.enum(FLAG_TYPES).default("release"),
  description: Description.default(""),
  /** The slug of the integration that this flag belongs to. A kill switch must name one. */
  integration: z.preprocess(blankIsNone, Slug.optional()),
  ownerId: z.preprocess(blankIsNone, z.uuid().optional()),
  onUnavailable: z.enum(ON_UNAVAILABLE).default("default"),
  /** What the code falls back to. For a kill switch: traffic runs. */
  defaultValue: yesNo.optional(),
  expiresAt: z.preprocess(blankIsNone, z.coerce.date().optional()),
});

export const UpdateFlag = z.strictObject({
  key: FlagKey,
  description: Description.optional(),
  integration: z.preprocess((value) => (value === "" ? null : value), Slug.nullable().optional()),
  ownerId: z.preprocess((value) => (value === "" ? null : value), z.uuid().nullable().optional()),
  onUnavailable: z.enum(ON_UNAVAILABLE).optional(),
  defaultValue: yesNo.optional(),
  expiresAt: z.preprocess((value) => (value === "" ? null : value), z.coerce.date().nullable().optional()),
});

export const ArchiveFlag = z.strictObject({ key: FlagKey, reason: z.string().trim().max(500).default("") });

export const SetFlagState = z.strictObject({
  key: FlagKey,
  environment: z.enum(FLAG_ENVIRONMENTS),
  enabled: yesNo,
  reason: z.string().trim().max(500, "Keep the reason under 500 characters.").default(""),
  /** The revision that the person saw. When given and no longer current, nothing is changed. */
  revision: z.coerce.number().int().min(1).optional(),
});

export const ReachInput = z.strictObject({ key: FlagKey, environment: z.enum(FLAG_ENVIRONMENTS) });

export type FlagStateDto = {
  environment: FlagEnvironmentName;
  enabled: boolean;
  revision: number;
  changedAt: string;
  changedReason: string;
};

export type FlagDto = {
  key: string;
  type: FlagType;
  description: string;
  integration: { slug: string; name: string } | null;
  owner: { id: string; name: string } | null;
  onUnavailable: string;
  defaultValue: boolean;
  expiresAt: string | null;
  archivedAt: string | null;
  createdAt: string;
  test: FlagStateDto;
  live: FlagStateDto;
};

export type FlagChangeDto = {
  at: string;
  action: string;
  actor: string;
  environment: string | null;
  reason: string | null;
  /** One sentence made from before and after. */
  says: string;
};

/** What one switch of one environment acts on. A count that reached `cap` means "at least". */
export type FlagReachDto = {
  pending: number;
  held: number;
  parked: number;
  eventsLastHour: number;
  sources: number;
  destinations: number;
  cap: number;
};
