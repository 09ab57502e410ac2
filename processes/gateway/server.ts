import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { databaseUrl, makePool, pool } from "#lib/db/client.ts";
import type { Log } from "#lib/log/logger.ts";
import { PostgresIntake } from "#lib/webhooks/ingest/postgres-intake.ts";
import { QuarantineLog } from "#lib/webhooks/ingest/quarantine-log.ts";
import { answerBroken } from "./answer-broken.ts";
import { DeliveryHint } from "./delivery-hint.ts";
import { serveLiveness, serveReadiness } from "./health.ts";
import { makeIngest } from "./ingest.ts";
import { boundedLabel, commitSeconds, deliveriesCreated, serveMetrics, watchQueue } from "./metrics.ts";
import { RateLimit } from "./rate-limit.ts";
import { type GatewayRoute, makeRouter } from "./router.ts";
import { SourceCache } from "./source-cache.ts";
import { TouchLog } from "./touch-log.ts";

export type Gateway = {
  url: string;
  port: number;
  /** False while the database does not take events in time. */
  stores: () => boolean;
  close: (withinMs?: number) => Promise<void>;
};
export type GatewayOptions = {
  host: string;
  port: number;
  reusePort?: boolean;
  log: Log;
  routes?: readonly GatewayRoute[];
};

/** A slow sender is cut by Node itself: the head within 10 s, head and body together within 15 s. */
const SERVER = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 60_000,
  maxHeaderSize: 16_384,
} as const;

/** Starts a gateway on this process' database. Tests and the benchmark start the same one. */
export async function startGateway({
  host,
  port,
  reusePort = false,
  log,
  routes = [],
}: GatewayOptions): Promise<Gateway> {
  // Its own connection: nothing else that this process asks of the database can keep an event waiting.
  const intakePool = makePool("gateway", databaseUrl(), 1);
  const hint = new DeliveryHint(pool());
  const cache = new SourceCache(pool(), log);
  const intake = new PostgresIntake(intakePool, log, {
    renew: ({ key }) => cache.renew(key),
    committed: ({ created, seconds }) => {
      commitSeconds.observe(seconds);
      for (const [integration, count] of created)
        deliveriesCreated.inc({ integration: boundedLabel(integration) }, count);
      if (created.size > 0) hint.give();
    },
  });
  const quarantine = new QuarantineLog(pool(), log);
  const touches = new TouchLog(pool(), log);
  watchQueue(() => intake.waiting);
  let draining = false;
  await cache.start();

  const table: GatewayRoute[] = [
    {
      method: "POST",
      prefix: "/in/",
      handle: makeIngest({ cache, intake, quarantine, touches, limits: new RateLimit() }),
    },
    { method: "GET", prefix: "/healthz", handle: (_, response) => serveLiveness(response) },
    {
      method: "GET",
      prefix: "/readyz",
      handle: (_, response) => serveReadiness(response, { cache, intake, draining }),
    },
    { method: "GET", prefix: "/metrics", handle: serveMetrics },
    ...routes,
  ];
  const route = makeRouter(table, log);
  const server = createServer(SERVER, (request, response) => {
    if (draining) response.setHeader("connection", "close");
    route(request, response);
  });
  server.on("clientError", answerBroken);
  await listen(server, host, port, reusePort);
  const bound = (server.address() as AddressInfo).port;

  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    stores: () => !intake.failing,
    close: async (withinMs = 8_000) => {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await Promise.race([closed, wait(withinMs, undefined, { ref: false })]);
      server.closeAllConnections();
      cache.stop();
      await intake.drain();
      await quarantine.flush();
      await touches.stop();
      await intakePool.end().catch(() => undefined);
    },
  };
}

function listen(server: Server, host: string, port: number, reusePort: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, reusePort, backlog: 4_096 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}
