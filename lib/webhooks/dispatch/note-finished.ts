import { idTime } from "#lib/core/id.ts";
import {
  attemptSeconds,
  attemptsTotal,
  destinationLabel,
  endToEndSeconds,
  fenceRejections,
  terminalTotal,
} from "./metrics.ts";
import type { Finished } from "./send-delivery.ts";

type Children = { count: ReturnType<typeof attemptsTotal.labels>; time: ReturnType<typeof attemptSeconds.labels> };
const children = new Map<string, Children>();

/** The labelled children are looked up once a destination and outcome. */
function childrenOf(destination: string, outcome: string): Children {
  const key = `${destination}|${outcome}`;
  let found = children.get(key);
  if (found === undefined) {
    found = { count: attemptsTotal.labels(destination, outcome), time: attemptSeconds.labels(outcome) };
    children.set(key, found);
  }
  return found;
}

const delivered = terminalTotal.labels("delivered");
const firstTry = endToEndSeconds.labels("first");
const laterTry = endToEndSeconds.labels("retry");

export function noteFinished(finished: Finished, accepted: boolean): void {
  const { claimed, outcome, decision, durationMs } = finished;
  const { count, time } = childrenOf(destinationLabel(claimed.destinationId), outcome);
  count.inc();
  time.observe(durationMs / 1000);
  if (!accepted) {
    fenceRejections.inc({ worker_kind: "dispatch" });
    return;
  }
  if (decision.kind === "dead") terminalTotal.inc({ outcome: "dead" });
  if (decision.kind !== "delivered") return;
  delivered.inc();
  const seen = claimed.attemptCount === 1 ? firstTry : laterTry;
  seen.observe(Math.max(0, Date.now() - idTime(claimed.eventId).getTime()) / 1000);
}
