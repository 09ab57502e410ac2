import { closeDatabase } from "#lib/db/client.ts";
import type { Log } from "#lib/log/logger.ts";
import { startProcessMetrics } from "#lib/log/process-metrics.ts";

/** Opens one part of a process and says how it is closed. Refused once a stop was asked for. */
export type Open = <T>(start: () => T | Promise<T>, close: (part: T) => Promise<unknown>) => Promise<T>;

class StopAsked extends Error {}

/**
 * A process from its start to its stop. A stop may come at any moment: what is open begins to close at once, a part
 * that is just opening is closed when it is open, and only then the shared connections go.
 */
export function runProcess(options: {
  name: string;
  log: Log;
  /** After this the process is gone, whatever still hangs. */
  graceMs: number;
  /** The variable that names a port, to say which one is taken. */
  portOf: () => { variable: string; port: number | undefined };
  start: (open: Open) => Promise<void>;
  end?: () => Promise<void>;
}): void {
  const { name, log, graceMs } = options;
  startProcessMetrics();
  const closers: (() => Promise<unknown>)[] = [];
  let stopping = false;

  const open: Open = async (start, close) => {
    if (stopping) throw new StopAsked();
    const part = await start();
    if (!stopping) closers.push(async () => close(part));
    else {
      await close(part);
      throw new StopAsked();
    }
    return part;
  };

  const started = options.start(open);
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: `${name}.stopping`, signal }, "Nothing new is taken; what was taken is finished.");
    setTimeout(() => process.exit(1), graceMs).unref();
    const ended = await Promise.allSettled([...closers.map((close) => close()), started]);
    for (const end of ended)
      if (end.status === "rejected" && !(end.reason instanceof StopAsked))
        log.warn({ event: `${name}.stop_failed`, err: end.reason }, "A part did not close cleanly.");
    await options.end?.();
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));

  started.catch((error: unknown) => {
    // A start that a stop overtook ends with the stop.
    if (stopping) return;
    process.stderr.write(`${explain(error, options.portOf)}\n`);
    process.exit(1);
  });
}

function explain(error: unknown, portOf: () => { variable: string; port: number | undefined }): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "EADDRINUSE") {
    const { variable, port } = portOf();
    return `${variable}: port ${port} is in use. Stop what holds it, or set ${variable} to another.`;
  }
  return typeof message === "string" ? message : String(error);
}
