import { closeDatabase, openDatabase, pool } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { makeRoutes } from "./routes.ts";
import { startGateway } from "./server.ts";

const log = makeLogger("gateway");

async function main(): Promise<void> {
  const { HOST, GATEWAY_PORT, GATEWAY_PROCESSES } = env();
  openDatabase("gateway");
  const gateway = await startGateway({
    host: HOST,
    port: GATEWAY_PORT,
    reusePort: GATEWAY_PROCESSES > 1,
    log,
    routes: makeRoutes(pool(), log),
  });
  const heartbeat = startHeartbeat(pool(), "gateway", () => ({ port: gateway.port }), log);
  log.info({ event: "gateway.ready", url: gateway.url }, "The gateway takes requests.");

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ event: "gateway.stopping", signal }, "No new requests; what was taken is finished.");
    // Whatever happens, the process is gone within ten seconds.
    setTimeout(() => process.exit(1), 10_000).unref();
    await gateway.close(7_000);
    await heartbeat.stop();
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

function explain(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === "EADDRINUSE")
    return `GATEWAY_PORT: port ${env().GATEWAY_PORT} is in use. Stop what holds it, or set GATEWAY_PORT to another.`;
  return typeof message === "string" ? message : String(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
});
