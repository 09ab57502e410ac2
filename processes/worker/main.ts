import { startAlertLoops } from "#lib/alerts/jobs.ts";
import { closeDatabase, openDatabase, pool } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { closeOutbound, outbound } from "#lib/http/outbound/process-outbound.ts";
import { closeSender, startWorker } from "#lib/jobs/boss.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { startDispatch } from "#lib/webhooks/dispatch/start-dispatch.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { handlers } from "./handlers.ts";
import { serveWorker } from "./serve.ts";
import { startSimulator } from "./simulator.ts";

const log = makeLogger("worker");
/** The loop turns at least once a second; ten without a turn and something is wrong. */
const ALIVE_MS = 10_000;

async function main(): Promise<void> {
  const { HOST, WORKER_PORT, METRICS_TOKEN, INTERLOCK_SIMULATOR } = env();
  openDatabase("worker");
  const dispatch = await startDispatch({ outbound: outbound(), log });
  const boss = await startWorker(handlers, log);
  const alerts = startAlertLoops(log);
  const isAlive = () => Date.now() - dispatch.lastTurnAt() < ALIVE_MS;
  const heartbeat = startHeartbeat(pool(), "worker", () => ({ dispatchAlive: isAlive() }), log);
  const server =
    WORKER_PORT === undefined
      ? undefined
      : await serveWorker({ host: HOST, port: WORKER_PORT, isAlive, metricsToken: METRICS_TOKEN });
  const simulator = INTERLOCK_SIMULATOR === undefined ? undefined : await startSimulator(INTERLOCK_SIMULATOR, log);
  log.info({ event: "worker.ready" }, "The worker delivers and runs jobs.");

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: "worker.stopping", signal }, "Nothing new is claimed; what is in the air is finished.");
    setTimeout(() => process.exit(1), 27_000).unref();
    await Promise.all([dispatch.stop(), alerts.stop(), boss.stop({ graceful: true, timeout: 20_000 })]);
    await heartbeat.stop();
    server?.close();
    simulator?.close();
    simulator?.closeAllConnections();
    await closeSender();
    await closeOutbound();
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "EADDRINUSE")
    return `WORKER_PORT: port ${env().WORKER_PORT} is in use. Stop what holds it, or set WORKER_PORT to another.`;
  return typeof message === "string" ? message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
