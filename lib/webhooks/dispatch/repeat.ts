import type { Log } from "#lib/log/logger.ts";

/** Runs again and again, never twice at once. A failure is logged once a second at most and the next turn still comes. */
export function repeat(everyMs: number, name: string, log: Log, run: () => Promise<unknown>): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let loggedAt = 0;
  const turn = async (): Promise<void> => {
    try {
      await run();
    } catch (error) {
      if (Date.now() - loggedAt > 1_000) {
        loggedAt = Date.now();
        log.warn({ event: `${name}.failed`, err: error }, `${name} failed; it is tried again.`);
      }
    }
    if (stopped) return;
    timer = setTimeout(() => {
      current = turn();
    }, everyMs);
  };
  let current = turn();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await current;
  };
}
