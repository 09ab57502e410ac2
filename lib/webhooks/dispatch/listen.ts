import pg from "pg";
import type { Log } from "#lib/log/logger.ts";

/** LISTEN on a connection of its own. A hint only: when it is lost, polling goes on and it is opened again. */
export function listenForDeliveries(url: string, log: Log, onHint: () => void): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;

  const again = () => {
    if (stopped || timer !== undefined) return;
    failures++;
    timer = setTimeout(
      () => {
        timer = undefined;
        void open();
      },
      Math.min(250 * 2 ** Math.min(failures, 6), 10_000),
    );
  };

  async function open(): Promise<void> {
    const next = new pg.Client({ connectionString: url, application_name: "interlock-worker-listen" });
    client = next;
    next.on("notification", onHint);
    next.on("error", () => void next.end().catch(() => undefined));
    next.on("end", again);
    try {
      await next.connect();
      await next.query("listen delivery");
      failures = 0;
      onHint();
    } catch (error) {
      if (failures % 10 === 0) log.warn({ event: "listen.lost", err: error }, "LISTEN is down; polling goes on.");
      await next.end().catch(() => undefined);
      again();
    }
  }

  void open();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => undefined);
  };
}
