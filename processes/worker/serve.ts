import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { collectDefaultMetrics, register } from "prom-client";

type Options = { host: string; port: number; isAlive: () => boolean; metricsToken: string | undefined };

function maySeeMetrics(request: IncomingMessage, token: string | undefined): boolean {
  if (token === undefined) return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? "");
  const given = Buffer.from(request.headers.authorization ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `/healthz` and `/metrics`; the worker has no other door. */
export async function serveWorker({ host, port, isAlive, metricsToken }: Options): Promise<Server> {
  collectDefaultMetrics();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === "/healthz") {
      response.writeHead(isAlive() ? 200 : 503, { "content-type": "application/json" });
      response.end(JSON.stringify({ alive: isAlive() }));
    } else if (request.url === "/metrics" && maySeeMetrics(request, metricsToken)) {
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
