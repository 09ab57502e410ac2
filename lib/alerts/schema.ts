import { z } from "zod";
import { PLAIN_LINE, PLAIN_NAME } from "#lib/core/plain-text.ts";
import { RULE_KINDS, type RuleKind, sayDuration } from "./words.ts";

export const SEVERITIES = ["info", "warn", "page"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const CHANNEL_KINDS = ["webhook", "email"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** The pages at /runbooks that Interlock brings. */
export const RUNBOOK_SLUGS = [
  "dead-letters",
  "breaker-open",
  "oldest-undelivered",
  "silent-source",
  "live-parked",
  "kill-switch",
  "channel-fails",
] as const;
export type RunbookSlug = (typeof RUNBOOK_SLUGS)[number];

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds, as a number or as people write them: 90, 30s, 15m, 2h, 1d. */
function duration(min: number, max: number) {
  return z.preprocess(
    (value) => {
      if (typeof value !== "string") return value;
      const found = /^\s*(\d{1,9})\s*([smhd]?)\s*$/.exec(value);
      return found === null ? value : Number(found[1]) * (UNITS[found[2] || "s"] ?? 1);
    },
    z
      .number("Write a time such as 30s, 15m, 2h or 1d.")
      .int()
      .min(min, `At least ${sayDuration(min)}.`)
      .max(max, `At most ${sayDuration(max)}.`),
  );
}

const DAY = 86_400;
const count = z.coerce.number().int().min(0).max(1_000_000);

/** What each kind compares; the rule fires when the observed value is above it. */
export const PARAMS = {
  dead_letters: z.strictObject({
    /** `new` within the window, or all that are `open`. */
    count: z.enum(["new", "open"]).default("new"),
    threshold: count.default(0),
    windowSeconds: duration(10, 30 * DAY).default(900),
  }),
  breaker_open: z.strictObject({}),
  oldest_undelivered: z.strictObject({ ageSeconds: duration(1, 30 * DAY).default(120) }),
  source_silent: z.strictObject({ silentSeconds: duration(1, 90 * DAY).default(3_600) }),
} as const satisfies Record<RuleKind, z.ZodType>;

export type RuleParams = { [Kind in RuleKind]: z.output<(typeof PARAMS)[Kind]> };

const none = (value: unknown) => (value === "" ? undefined : value);
const nullish = (value: unknown) => (value === "" ? null : value);
const yesNo = z.preprocess(
  (value) => (value === "on" || value === "true" ? true : value === "false" || value === "" ? false : value),
  z.boolean(),
);
const idList = z.preprocess(
  (value) => (typeof value === "string" ? value.split(",").filter((id) => id !== "") : value),
  z.array(z.uuid()).max(10, "A rule tells at most 10 channels."),
);

/** Empty, one of our pages, or an address of your own. */
export const Runbook = z.union(
  [
    z.literal(""),
    z.enum(RUNBOOK_SLUGS),
    z
      .url({ protocol: /^https?$/ })
      .max(500)
      .refine((text) => !/[\s<>"\\]/.test(text)),
  ],
  "Choose a page of Interlock, or paste an https address.",
);

const Name = z
  .string()
  .trim()
  .min(1, "Give it a name.")
  .max(100, "Keep the name under 100 characters.")
  .regex(PLAIN_LINE, PLAIN_NAME);

/** Flat, so that a form and the API send the same; what does not belong to the kind is refused. */
const ruleFields = {
  name: Name,
  integration: z.preprocess(nullish, z.string().trim().min(1).max(64).nullable().default(null)),
  environment: z.preprocess(nullish, z.enum(["test", "live"]).nullable().default(null)),
  count: z.preprocess(none, z.enum(["new", "open"]).optional()),
  threshold: z.preprocess(none, count.optional()),
  windowSeconds: z.preprocess(none, duration(10, 30 * DAY).optional()),
  ageSeconds: z.preprocess(none, duration(1, 30 * DAY).optional()),
  silentSeconds: z.preprocess(none, duration(1, 90 * DAY).optional()),
  forSeconds: z.preprocess(none, duration(0, 7 * DAY).default(0)),
  keepFiringSeconds: z.preprocess(none, duration(0, 7 * DAY).default(0)),
  severity: z.enum(SEVERITIES).default("warn"),
  runbook: Runbook.default(""),
  channelIds: idList.default([]),
};

export const CreateRule = z.strictObject({ kind: z.enum(RULE_KINDS), ...ruleFields, enabled: yesNo.default(true) });
export const UpdateRule = z.strictObject({ id: z.uuid(), ...ruleFields });
export const SetRuleEnabled = z.strictObject({ id: z.uuid(), enabled: yesNo });
export const DeleteRule = z.strictObject({ id: z.uuid() });
export const EnsureDefaultRules = z.strictObject({ channelIds: idList.default([]) });

const HostName = z
  .string()
  .trim()
  .min(1)
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/, "Write the host's name or address alone.");

/** One mailbox, no comma, no line break, no look-alike characters. */
export const Mailbox = z
  .email("Write one address such as ops@example.com.")
  .max(254)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing control characters is its purpose.
  .refine((text) => !/[\u0000-\u0020,;"<>]|[^\u0020-\u007e]/.test(text), "Write one address such as ops@example.com.");

const Mailboxes = z.preprocess(
  (value) => (typeof value === "string" ? value.split(/[\s,;]+/).filter((text) => text !== "") : value),
  z.array(Mailbox).min(1, "Name at least one address.").max(20, "A channel writes to at most 20 addresses."),
);

const channelFields = {
  name: Name,
  /** webhook: where to post. */
  url: z.preprocess(none, z.string().trim().max(2_048).optional()),
  /** email: who gets it, and over which server; empty is the server of SMTP_URL. */
  to: z.preprocess((value) => (value === "" ? undefined : value), Mailboxes.optional()),
  smtpHost: z.preprocess(none, HostName.optional()),
  smtpPort: z.preprocess(none, z.coerce.number().int().min(1).max(65_535).optional()),
  smtpSecure: z.preprocess(none, yesNo.optional()),
  smtpUser: z.preprocess(none, z.string().trim().max(200).optional()),
  smtpPassword: z.preprocess(none, z.string().max(500).optional()),
  smtpFrom: z.preprocess(none, Mailbox.optional()),
};

export const CreateChannel = z.strictObject({ kind: z.enum(CHANNEL_KINDS), ...channelFields });
export const UpdateChannel = z.strictObject({
  id: z.uuid(),
  ...channelFields,
  enabled: yesNo.optional(),
  /** webhook: make a new signing secret and show it once. */
  rotateSecret: yesNo.optional(),
});
export const DeleteChannel = z.strictObject({ id: z.uuid() });
export const TestChannel = z.strictObject({ id: z.uuid() });

export const AcknowledgeAlert = z.strictObject({
  id: z.uuid(),
  note: z.string().trim().max(500, "Keep the note under 500 characters.").default(""),
});

export const WebhookConfig = z.object({ url: z.string() });
export const EmailConfig = z.object({
  to: z.array(z.string()),
  smtp: z
    .object({
      host: z.string(),
      port: z.number(),
      secure: z.boolean(),
      user: z.string().optional(),
      from: z.string().optional(),
    })
    .nullable()
    .default(null),
});

export type AlertState = "pending" | "firing" | "acknowledged" | "resolved";

export type AlertDto = {
  id: string;
  ruleId: string;
  rule: string;
  kind: RuleKind;
  state: AlertState;
  severity: Severity;
  summary: string;
  labels: Record<string, string>;
  value: number | null;
  threshold: number | null;
  episode: number;
  pendingAt: string;
  firedAt: string | null;
  acknowledgedAt: string | null;
  acknowledgedBy: string | null;
  acknowledgeNote: string;
  clearSince: string | null;
  resolvedAt: string | null;
  lastSeenAt: string;
  forSeconds: number;
  runbook: string;
};

export type TransitionDto = {
  at: string;
  from: AlertState | null;
  to: AlertState;
  value: number | null;
  actor: string;
};
export type ToldDto = {
  channel: string;
  kind: ChannelKind;
  transition: string;
  state: string;
  attempts: number;
  lastError: string | null;
  sentAt: string | null;
  nextAttemptAt: string;
};

export type RuleDto = {
  id: string;
  kind: RuleKind;
  name: string;
  integration: { slug: string; name: string } | null;
  environment: "test" | "live" | null;
  params: Record<string, string | number>;
  says: string;
  forSeconds: number;
  keepFiringSeconds: number;
  severity: Severity;
  runbook: string;
  enabled: boolean;
  channels: { id: string; name: string }[];
  lastEvaluatedAt: string | null;
  lastError: string | null;
  open: number;
};

export type ChannelDto = {
  id: string;
  kind: ChannelKind;
  name: string;
  /** The URL's host and path, or the addresses: never a secret. */
  target: string;
  config: {
    url?: string;
    to?: string[];
    smtp?: { host: string; port: number; secure: boolean; user?: string; from?: string } | null;
  };
  lastFour: string;
  enabled: boolean;
  lastTestAt: string | null;
  lastTestOutcome: string | null;
  lastTestDetail: string | null;
  rules: number;
};
