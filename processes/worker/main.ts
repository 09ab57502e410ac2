import { startAlertLoops } from "#lib/alerts/jobs.ts";
import { openCanary } from "#lib/crypto/canary.ts";
import { openDatabase, pool } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { closeOutbound, outbound } from "#lib/http/outbound/process-outbound.ts";
import { closeSender, startWorker } from "#lib/jobs/boss.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { repeat } from "#lib/webhooks/dispatch/repeat.ts";
import { startDispatch } from "#lib/webhooks/dispatch/start-dispatch.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { runProcess } from "../run-process.ts";
import { checkInvariants, readDatabaseGauges } from "./database-gauges.ts";
import { handlers } from "./handlers.ts";
import { serveWorker } from "./serve.ts";
import { startSimulator } from "./simulator.ts";

const log = makeLogger("worker");
/** The loop turns at least once a second; ten without a turn and something is wrong. */
const ALIVE_MS = 10_000;

runProcess({
  name: "worker",
  log,
  graceMs: 27_000,
  portOf: () => ({ variable: "WORKER_PORT", port: env().WORKER_PORT }),
  start: async (open) => {
    const { HOST, WORKER_PORT, METRICS_TOKEN, INTERLOCK_SIMULATOR } = env();
    openDatabase("worker");
    await openCanary(pool());
    const dispatch = await open(
      () => startDispatch({ outbound: outbound(), log }),
      (running) => running.stop(),
    );
    const isAlive = () => Date.now() - dispatch.lastTurnAt() < ALIVE_MS;
    await open(
      () => startWorker(handlers, log),
      (boss) => boss.stop({ graceful: true, timeout: 20_000 }),
    );
    await open(
      () => startAlertLoops(log),
      (loops) => loops.stop(),
    );
    await open(
      () => [
        repeat(60_000, "database_gauges", log, () => readDatabaseGauges(pool())),
        repeat(900_000, "invariants", log, () => checkInvariants(pool())),
      ],
      (gauges) => Promise.all(gauges.map((stop) => stop())),
    );
    await open(
      () => startHeartbeat(pool(), "worker", () => ({ dispatchAlive: isAlive() }), log),
      (heartbeat) => heartbeat.stop(),
    );
    if (WORKER_PORT !== undefined)
      await open(
        () => serveWorker({ host: HOST, port: WORKER_PORT, isAlive, metricsToken: METRICS_TOKEN }),
        async (server) => server.close(),
      );
    if (INTERLOCK_SIMULATOR !== undefined)
      await open(
        () => startSimulator(INTERLOCK_SIMULATOR, log),
        async (simulator) => simulator.close().closeAllConnections(),
      );
    log.info({ event: "worker.ready" }, "The worker delivers and runs jobs.");
  },
  end: async () => {
    await closeSender();
    await closeOutbound();
  },
});
