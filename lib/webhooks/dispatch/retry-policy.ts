import type { SendResult } from "#lib/http/outbound/exchange.ts";

/** Standard Webhooks: at once, then after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h. */
export const DEFAULT_SCHEDULE: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/** A destination that refuses the content will refuse it again; three more tries cover a deploy in between. */
export const REFUSED_RETRIES = 3;
export const MAX_CRASHES = 3;
const REFUSED: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 413, 422]);
const LONGEST_WAIT = 86_400;
const LONGEST_JITTER = 900;
const MOST_SECONDS = 999_999_999;

export const OUTCOMES = [
  "success",
  "http_4xx",
  "http_5xx",
  "http_429",
  "redirect",
  "timeout",
  "dns",
  "tls",
  "connect",
  "reset",
  "protocol",
  "ssrf_blocked",
  "misconfigured",
  "unknown",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a delivery is dead; the words are `deadReasonWords` in the schema. */
export type DeadReason = "exhausted" | "refused" | "gone" | "blocked" | "misconfigured" | "crashed";

export type Answer = {
  outcome: Outcome;
  status: number | null;
  /** Raw Retry-After, if the destination sent one. */
  retryAfter: string | null;
};

export type Decision =
  | { kind: "delivered" }
  | { kind: "retry"; delaySeconds: number; quietSeconds: number }
  | { kind: "dead"; reason: DeadReason; disable: boolean };

export function outcomeOf(result: SendResult): Outcome {
  if (result.ok) {
    const { status } = result;
    if (status >= 200 && status < 300) return "success";
    if (status >= 300 && status < 400) return "redirect";
    if (status === 429) return "http_429";
    return status >= 500 ? "http_5xx" : "http_4xx";
  }
  switch (result.error) {
    case "bad_url":
    case "bad_header":
      return "misconfigured";
    case "aborted":
      return "unknown";
    default:
      return result.error;
  }
}

const DAYS = "Mon|Tue|Wed|Thu|Fri|Sat|Sun";
const MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";
const IMF_FIXDATE = new RegExp(`^(?:${DAYS}), \\d{2} (?:${MONTHS}) \\d{4} \\d{2}:\\d{2}:\\d{2} GMT$`);

/** Seconds to wait, or null: `Date.parse` would read "-1" as a year, so only the two exact forms count. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  const text = header?.trim() ?? "";
  // However many digits: whoever asks for a century is heard as asking for the longest wait there is.
  if (/^\d{1,32}$/.test(text)) return Math.min(Number(text), MOST_SECONDS);
  if (!IMF_FIXDATE.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

/** `tries`: sends that reached an end, this one included; those lost in a crash do not shorten the ladder. */
export function decide(
  answer: Answer,
  { tries, schedule, now, random }: { tries: number; schedule: readonly number[]; now: Date; random: number },
): Decision {
  const { outcome, status } = answer;
  if (outcome === "success") return { kind: "delivered" };
  if (outcome === "ssrf_blocked") return { kind: "dead", reason: "blocked", disable: false };
  if (outcome === "misconfigured") return { kind: "dead", reason: "misconfigured", disable: false };
  if (status === 410) return { kind: "dead", reason: "gone", disable: true };
  const ladder = schedule.length > 0 ? schedule : DEFAULT_SCHEDULE;
  const refused = status !== null && REFUSED.has(status);
  const base = ladder[tries - 1];
  if (base === undefined) return { kind: "dead", reason: refused ? "refused" : "exhausted", disable: false };
  if (refused && tries > REFUSED_RETRIES) return { kind: "dead", reason: "refused", disable: false };
  const asked = parseRetryAfter(answer.retryAfter, now);
  const wait = Math.min(Math.max(base, asked ?? 0), Math.max(base, LONGEST_WAIT));
  // Jitter is only ever added: nobody is called earlier than the schedule or the destination said.
  const jitter = random * Math.min(wait * 0.1, LONGEST_JITTER);
  return {
    kind: "retry",
    delaySeconds: wait + jitter,
    quietSeconds: asked === null ? 0 : Math.min(asked, LONGEST_WAIT),
  };
}
