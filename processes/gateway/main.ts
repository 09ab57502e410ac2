import { openCanary } from "#lib/crypto/canary.ts";
import { WrongKeys } from "#lib/crypto/keys.ts";
import { openDatabase, pool } from "#lib/db/client.ts";
import { env } from "#lib/env.ts";
import { makeLogger } from "#lib/log/logger.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { runProcess } from "../run-process.ts";
import { makeRoutes } from "./routes.ts";
import { startGateway } from "./server.ts";

const log = makeLogger("gateway");

runProcess({
  name: "gateway",
  log,
  graceMs: 10_000,
  portOf: () => ({ variable: "GATEWAY_PORT", port: env().GATEWAY_PORT }),
  start: async (open) => {
    const { HOST, GATEWAY_PORT, GATEWAY_PROCESSES } = env();
    openDatabase("gateway");
    // With wrong keys no signature would hold. Without a database it may start: it says 503 until there is one.
    await openCanary(pool()).catch((error: unknown) => {
      if (error instanceof WrongKeys) throw error;
    });
    const routes = makeRoutes(pool(), log);
    const gateway = await open(
      () => startGateway({ host: HOST, port: GATEWAY_PORT, reusePort: GATEWAY_PROCESSES > 1, log, routes }),
      (server) => server.close(7_000),
    );
    await open(
      () => startHeartbeat(pool(), "gateway", () => ({ port: gateway.port, stores: gateway.stores() }), log),
      (heartbeat) => heartbeat.stop(),
    );
    log.info({ event: "gateway.ready", url: gateway.url }, "The gateway takes requests.");
  },
});
