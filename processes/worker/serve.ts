import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { register } from "prom-client";
import { maySeeMetrics } from "#lib/log/metrics-door.ts";

type Options = { host: string; port: number; isAlive: () => boolean; metricsToken: string | undefined };

function askerOf({ socket, headers }: IncomingMessage) {
  const isForwarded = headers["x-forwarded-for"] !== undefined || headers["forwarded"] !== undefined;
  return { peer: socket.remoteAddress ?? null, authorization: headers.authorization ?? null, isForwarded };
}

/** `/healthz` and `/metrics`; the worker has no other door. */
export async function serveWorker({ host, port, isAlive, metricsToken }: Options): Promise<Server> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === "/healthz") {
      response.writeHead(isAlive() ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify({ alive: isAlive() }));
    } else if (request.url === "/metrics" && maySeeMetrics(askerOf(request), metricsToken)) {
      response.writeHead(200, { "content-type": register.contentType });
      response.end(await register.metrics());
    } else {
      response.writeHead(404).end();
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}
