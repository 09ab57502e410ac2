import { databaseUrl, pool } from "#lib/db/client.ts";
import type { Outbound } from "#lib/http/outbound/create-outbound.ts";
import type { Log } from "#lib/log/logger.ts";
import { Dispatcher, type DispatcherOptions } from "./dispatcher.ts";
import { listenForDeliveries } from "./listen.ts";
import { readQueueGauges } from "./queue-gauges.ts";
import { Reconciler } from "./reconcile.ts";
import { repeat } from "./repeat.ts";
import { sweepLeases } from "./sweep.ts";

export type Dispatch = { stop: () => Promise<void>; lastTurnAt: () => number; wake: () => void };

/** Everything that moves deliveries in one process: claim and send, hints, the sweep, holding and releasing. */
export async function startDispatch(
  options: { outbound: Outbound; log: Log } & Partial<DispatcherOptions>,
): Promise<Dispatch> {
  const { log } = options;
  const dispatcher = new Dispatcher({ pool: pool(), ...options });
  await dispatcher.stops.refresh();
  const reconciler = new Reconciler(pool(), dispatcher.stops);
  dispatcher.start();
  const stopListening = listenForDeliveries(databaseUrl(), log, () => dispatcher.wake());
  const timers = [
    repeat(500, "reconcile", log, async () => {
      if ((await reconciler.turn()) > 0) dispatcher.hurry(2_000);
    }),
    repeat(10_000, "sweep", log, async () => {
      if ((await sweepLeases(pool(), log)) > 0) dispatcher.wake();
    }),
    repeat(15_000, "queue_gauges", log, () => readQueueGauges(pool())),
  ];
  return {
    wake: () => dispatcher.wake(),
    lastTurnAt: () => dispatcher.lastTurnAt,
    stop: async () => {
      await stopListening();
      for (const stopTimer of timers) await stopTimer();
      await dispatcher.stop();
    },
  };
}
