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

let stopping = false;

async function main(): Promise<void> {
  const { HOST, WORKER_PORT, METRICS_TOKEN, INTERLOCK_SIMULATOR } = env();
  /** What is open so far, in the order in which it must be closed. A stop may come before everything is up. */
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: "worker.stopping", signal }, "Nothing new is claimed; what is in the air is finished.");
    setTimeout(() => process.exit(1), 27_000).unref();
    await Promise.allSettled(closers.map((close) => close()));
    await closeSender();
    await closeOutbound();
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));

  openDatabase("worker");
  const dispatch = await startDispatch({ outbound: outbound(), log });
  closers.push(() => dispatch.stop());
  const boss = await startWorker(handlers, log);
  closers.push(() => boss.stop({ graceful: true, timeout: 20_000 }));
  const alerts = startAlertLoops(log);
  closers.push(() => alerts.stop());
  const isAlive = () => Date.now() - dispatch.lastTurnAt() < ALIVE_MS;
  const heartbeat = startHeartbeat(pool(), "worker", () => ({ dispatchAlive: isAlive() }), log);
  closers.push(() => heartbeat.stop());
  if (WORKER_PORT !== undefined) {
    const server = await serveWorker({ host: HOST, port: WORKER_PORT, isAlive, metricsToken: METRICS_TOKEN });
    closers.push(async () => server.close());
  }
  if (INTERLOCK_SIMULATOR !== undefined) {
    const simulator = await startSimulator(INTERLOCK_SIMULATOR, log);
    closers.push(async () => simulator.close().closeAllConnections());
  }
  log.info({ event: "worker.ready" }, "The worker delivers and runs jobs.");
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "EADDRINUSE")
    return `WORKER_PORT: port ${env().WORKER_PORT} is in use. Stop what holds it, or set WORKER_PORT to another.`;
  return typeof message === "string" ? message : String(error);
}

main().catch((error: unknown) => {
  // A start that a stop overtook fails on what the stop has closed; the stop ends the process.
  if (stopping) return;
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
