/** Sentence parts for people: what a delivery waits for, why it ended. Pure. */
const OUTCOME: Record<string, string> = {
  exhausted: "retries used up",
  refused: "the destination refuses it",
  gone: "the destination is gone",
  blocked: "the address may not be called",
  misconfigured: "it cannot be sent as configured",
  crashed: "the worker stopped each time it sent it",
  discarded: "discarded",
};

type Told = {
  state: string;
  waits: "breaker" | "paused" | "disabled" | "switch" | "gate" | null;
  attemptCount: number;
  lastStatus: number | null;
  lastError: string | null;
  reason: string | null;
  resolvedReason: string | null;
};

export function whyOf({ state, waits, attemptCount, lastStatus, lastError, reason, resolvedReason }: Told): string {
  switch (state) {
    case "delivered":
      return lastStatus === null ? "delivered" : `answered ${lastStatus}`;
    case "dead":
      return `${lastStatus === null ? "" : `${lastStatus}, `}${OUTCOME[reason ?? ""] ?? "it ended"}`;
    case "cancelled":
      return resolvedReason ?? "cancelled";
    case "leased":
      return "sending";
    case "parked":
      return "the gate holds traffic";
    case "held":
      if (waits === "breaker") return "breaker open";
      if (waits === "paused") return "destination paused";
      return waits === "disabled" ? "destination disabled" : "kill switch stopped";
    default:
      return attemptCount > 0 ? `retry, last: ${lastStatus ?? lastError ?? "no answer"}` : "due";
  }
}

/** The head and the advice of a group of dead letters. */
export function causeWords(reason: string, status: number | null): { title: string; advice: string } {
  const code = status === null ? "" : `${status}, `;
  switch (reason) {
    case "refused":
      return { title: `${code}refused`, advice: "The destination refuses the content. Fix the mapping, then replay." };
    case "gone":
      return {
        title: "410, gone",
        advice: "The destination said it is gone and was disabled. Change its URL, enable it, then replay.",
      };
    case "blocked":
      return {
        title: "Address may not be called",
        advice: "Ask the operator to allow it, or change the URL, then replay.",
      };
    case "misconfigured":
      return { title: "Cannot be sent as configured", advice: "Check the destination's URL and headers, then replay." };
    case "crashed":
      return {
        title: "The worker stopped while sending",
        advice: "Look at the payload before you replay: it may stop the worker again.",
      };
    default:
      return status === null
        ? {
            title: "No answer, retries used up",
            advice: "The destination could not be reached. Replay when it answers again.",
          }
        : { title: `${code}retries used up`, advice: "The destination kept failing. Replay when it is healthy." };
  }
}
