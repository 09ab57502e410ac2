import { ActionButton } from "#components/form/action-button.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { sayCount, sayMany } from "#components/ui/say-number.ts";
import { sayDuration } from "#components/ui/say-time.ts";
import { Panel } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ReplayProgress } from "#lib/webhooks/traffic-schema.ts";
import { cancelReplay } from "../actions.ts";
import { hrefOf } from "../search.ts";

/** What runs now, and the newest that ended. It runs in the worker: leaving the page stops nothing. */
export function Replays({ replays, refusal }: { replays: readonly ReplayProgress[]; refusal?: string }) {
  const running = replays.filter(isRunning);
  const [ended] = replays.filter((replay) => !isRunning(replay));
  if (replays.length === 0) return null;
  return (
    <div className="mb-4" aria-live="polite">
      <Panel>
        <div className="grid gap-4">
          {running.map((replay) => (
            <Progress
              key={replay.id}
              label={`Replay of ${sayMany(replay.total, "delivery", "deliveries")}`}
              done={replay.delivered + replay.dead}
              total={Math.max(1, replay.total - replay.skipped)}
              says={saysOf(replay)}
              actions={
                <ActionButton
                  size="s"
                  action={cancelReplay}
                  input={{ id: replay.id }}
                  disabledReason={refusal}
                  done="Cancelled the replay. What was not sent is dead again."
                  ask={{
                    title: "Cancel this replay?",
                    says: `${sayCount(replay.total - replay.skipped - replay.delivered - replay.dead)} are not sent. They go back to the dead letters.`,
                    undo: "What was sent cannot be called back. The rest can be replayed again.",
                    keep: "Let it run",
                    act: "Cancel the replay",
                  }}
                >
                  Cancel
                </ActionButton>
              }
            />
          ))}
          {running.length === 0 && ended ? <Ended replay={ended} /> : null}
        </div>
      </Panel>
    </div>
  );
}

function isRunning({ state, waiting }: ReplayProgress): boolean {
  return state === "queued" || state === "running" || (state === "done" && waiting > 0);
}

function saysOf({ total, skipped, delivered, dead, ratePerS }: ReplayProgress): string {
  const all = total - skipped;
  const sent = delivered + dead;
  const left = Math.max(0, all - sent);
  const again = dead > 0 ? `, ${sayCount(dead)} dead again` : "";
  return `${sayCount(sent)} of ${sayCount(all)} ended${again}; at most ${ratePerS} a second, ${sayDuration((left / ratePerS) * 1_000)} left at that rate`;
}

function Ended({ replay }: { replay: ReplayProgress }) {
  const { id, state, delivered, dead, skipped, by, reason, finishedAt, createdAt } = replay;
  return (
    <p className="text-13 text-ink-2">
      The last replay, by {by} <RelativeTime at={finishedAt ?? createdAt} />:{" "}
      {state === "cancelled" ? "cancelled, " : null}
      <TextLink inline href={hrefOf("/webhooks/deliveries", { replay: id, range: "all" })}>
        {sayCount(delivered)} delivered
      </TextLink>
      {dead > 0 ? <span className="text-bad">, {sayCount(dead)} dead again</span> : null}
      {skipped > 0 ? `, ${sayCount(skipped)} left out` : null}.{reason ? ` Reason: ${reason}` : null}
    </p>
  );
}
