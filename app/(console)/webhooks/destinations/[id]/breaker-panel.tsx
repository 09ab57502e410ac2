import { type BreakerState, BreakerStateTag } from "#components/state/breaker-state.tsx";
import { LocalTime, RelativeTime } from "#components/ui/relative-time.tsx";
import { sayDuration } from "#components/ui/say-time.ts";
import { Panel } from "#components/ui/section.tsx";
import { Strip, type StripLook } from "#components/ui/strip.tsx";
import type { DestinationDto } from "#lib/webhooks/schema.ts";

const looks: Record<BreakerState, StripLook> = { closed: "ok", half_open: "half", open: "bad" };
const words: Record<BreakerState, string> = { closed: "closed", half_open: "half-open", open: "open" };

function asState(word: string): BreakerState {
  return word === "open" || word === "half_open" ? word : "closed";
}

/** From the oldest change that is known to now: how long it was what. */
function partsOf({ transitions, breaker }: DestinationDto, now: number) {
  return transitions.map((change, at) => {
    const next = transitions[at + 1];
    const share = (next ? new Date(next.at).getTime() : now) - new Date(change.at).getTime();
    const state = next ? asState(change.to) : breaker;
    return { look: looks[state], share: Math.max(1, share), says: `${words[state]} ${sayDuration(share)}` };
  });
}

export function BreakerPanel({ destination }: { destination: DestinationDto }) {
  const { breaker, breakerChangedAt, openUntil, transitions } = destination;
  const [oldest] = transitions;
  return (
    <Panel>
      <div className="grid gap-3 text-13">
        <p className="flex flex-wrap items-center gap-x-3">
          <BreakerStateTag state={breaker} />
          <span className="text-ink-2">
            {says(breaker)}
            {openUntil ? (
              <>
                {" "}
                The next probe may go <RelativeTime at={openUntil} />.
              </>
            ) : null}
          </span>
          <span className="ml-auto text-12 text-ink-3">
            since <LocalTime at={breakerChangedAt} />
          </span>
        </p>
        {oldest ? (
          <>
            <Strip label={`Breaker of ${destination.name}`} parts={partsOf(destination, Date.now())} />
            <p className="flex justify-between text-12 text-ink-3">
              <LocalTime at={oldest.at} shape="seconds" />
              <span>{transitions.length} changes, now</span>
            </p>
            <ul className="grid gap-1 text-12 text-ink-2">
              {transitions
                .toReversed()
                .slice(0, 4)
                .map((change) => (
                  <li key={`${change.at} ${change.to}`} className="flex gap-3">
                    <span className="text-ink-3">
                      <LocalTime at={change.at} shape="seconds" />
                    </span>
                    <span>
                      {words[asState(change.from)]} to {words[asState(change.to)]}
                      {change.detail ? `: ${change.detail}` : ""}
                    </span>
                  </li>
                ))}
            </ul>
          </>
        ) : null}
      </div>
    </Panel>
  );
}

function says(state: BreakerState): string {
  if (state === "open") return "Nothing is sent; what is due is held.";
  if (state === "half_open") return "A few probes go out. When they arrive, it closes.";
  return "Deliveries go out as they come due.";
}
