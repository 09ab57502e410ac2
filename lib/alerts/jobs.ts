import { type Log, makeLogger } from "#lib/log/logger.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import { createOutbox } from "./send-notifications.ts";

/** How often the worker looks for rules that are due; each rule has a round of its own. */
const LOOK_MS = 3_000;
const OUTBOX_MS = 1_000;

export type AlertLoops = { stop(): Promise<void> };

/** The worker's two loops: evaluate what is due, send what is queued. A late round is skipped, never stacked. */
export function startAlertLoops(log: Log = makeLogger("alerts")): AlertLoops {
  const outbox = createOutbox({ log });
  const loops = [
    every(LOOK_MS, async () => void (await evaluateRules({ log })), "alert.round_failed", log),
    every(OUTBOX_MS, () => outbox.pass(), "notification.round_failed", log),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((stop) => stop()));
      await outbox.settle();
    },
  };
}

function every(ms: number, run: () => Promise<void>, event: string, log: Log): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    running = run()
      .catch((error: unknown) => log.error({ event, err: error }))
      .then(() => {
        if (!stopped) timer = setTimeout(tick, ms);
      });
  };
  timer = setTimeout(tick, Math.random() * ms);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
