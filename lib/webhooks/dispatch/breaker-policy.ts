export type BreakerWord = "closed" | "open" | "half_open";

export type Breaker = {
  breaker: BreakerWord;
  openUntil: Date;
  probes: number;
  trips: number;
  windowAt: Date;
  windowAttempts: number;
  windowFailures: number;
};

export type Tally = { successes: number; failures: number };

export const MIN_ATTEMPTS = 10;
export const FAILING_SHARE = 0.7;
export const FIRST_OPEN_SECONDS = 30;
export const LONGEST_OPEN_SECONDS = 900;
/** So many probes in flight without a failure, and the breaker closes; the ramp goes on until it limits nobody. */
export const CLOSING_PROBES = 8;
const RAMP_ENDS = 256;
/** Fading with this time constant weighs as much as a sharp window of five minutes. */
const FADE_SECONDS = 150;
/** A busy destination is judged by its last two hundred or so, not by the health of four minutes ago. */
const HEAVIEST_WINDOW = 200;

export function openSeconds(trips: number): number {
  return Math.min(FIRST_OPEN_SECONDS * 2 ** Math.max(0, trips - 1), LONGEST_OPEN_SECONDS);
}

/** What the results of a moment make of a breaker. Only failures of the destination itself are counted here. */
export function judge(at: Breaker, { successes, failures }: Tally, now: Date): Breaker {
  if (successes + failures === 0) return at;
  if (at.breaker === "half_open") return failures > 0 ? trip(at, now) : probe(at, successes, now);
  // Results of sends that had left before it opened neither close it nor open it longer.
  if (at.breaker === "open") return at;
  const window = roll(at, { successes, failures }, now);
  const failing = window.windowFailures / window.windowAttempts;
  if (failures > 0 && window.windowAttempts >= MIN_ATTEMPTS - 0.5 && failing >= FAILING_SHARE)
    return trip({ ...at, ...window }, now);
  return { ...at, ...window, probes: failures > 0 ? at.probes : ramp(at.probes) };
}

/** What piled up does not fall on a destination that has just come back: twice as many at a time, look by look. */
function ramp(probes: number): number {
  return probes * 2 < RAMP_ENDS ? probes * 2 : 0;
}

function roll(at: Breaker, { successes, failures }: Tally, now: Date) {
  const seconds = Math.max(0, (now.getTime() - at.windowAt.getTime()) / 1000);
  const fade = Math.exp(-seconds / FADE_SECONDS);
  const attempts = at.windowAttempts * fade + successes + failures;
  const failed = at.windowFailures * fade + failures;
  const scale = Math.min(1, HEAVIEST_WINDOW / attempts);
  return { windowAt: now, windowAttempts: attempts * scale, windowFailures: failed * scale };
}

function trip(at: Breaker, now: Date): Breaker {
  const trips = at.trips + 1;
  const openUntil = new Date(now.getTime() + openSeconds(trips) * 1000);
  return { breaker: "open", openUntil, probes: 0, trips, windowAt: now, windowAttempts: 0, windowFailures: 0 };
}

/** Answers may come one at a time: `windowAttempts` counts those of this step, which ends when all its probes are back. */
function probe(at: Breaker, successes: number, now: Date): Breaker {
  let { probes, windowAttempts } = at;
  for (windowAttempts += successes; windowAttempts >= probes && probes < CLOSING_PROBES; probes *= 2)
    windowAttempts -= probes;
  if (probes < CLOSING_PROBES) return { ...at, probes, windowAttempts };
  return { ...at, breaker: "closed", probes, trips: 0, windowAt: now, windowAttempts: 0, windowFailures: 0 };
}
