import { sayCount } from "#components/ui/say-number.ts";
import type { FlagEnvironmentName, FlagReachDto } from "#lib/flags/schema.ts";

/** A count that stopped at the cap is "at least". */
export function sayCapped(count: number, cap: number): string {
  return count >= cap ? `${sayCount(cap)} or more` : sayCount(count);
}

export type ReachRow = { label: string; value: string };

/** What the question lists before a kill switch is moved. */
export function reachRows(reach: FlagReachDto | null, running: boolean): ReachRow[] {
  const say = (count: number | undefined) =>
    reach === null || count === undefined ? "…" : sayCapped(count, reach.cap);
  return running
    ? [
        { label: "Deliveries that wait or are under way", value: say(reach?.pending) },
        { label: "Events received in the last hour", value: say(reach?.eventsLastHour) },
        { label: "Sources", value: say(reach?.sources) },
        { label: "Destinations", value: say(reach?.destinations) },
      ]
    : [
        { label: "Deliveries held now", value: say(reach?.held) },
        { label: "Parked by the gate, stay parked", value: say(reach?.parked) },
        { label: "Destinations", value: say(reach?.destinations) },
      ];
}

/** The traffic column: what the switch stands before. */
export function sayTraffic(reach: FlagReachDto, environment: FlagEnvironmentName): string {
  if (reach.held > 0) return `${sayCapped(reach.held, reach.cap)} held in ${environment}`;
  if (reach.pending > 0) return `${sayCapped(reach.pending, reach.cap)} waiting in ${environment}`;
  return `${sayCapped(reach.eventsLastHour, reach.cap)} events/h in ${environment}`;
}
