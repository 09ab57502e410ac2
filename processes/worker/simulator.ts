import { createServer, type Server } from "node:http";
import type { Log } from "#lib/log/logger.ts";

type Answer = { status: number; headers?: Record<string, string>; body: string; afterMs?: number };

/** What each path of the demo's other side does. Everything says that it is simulated. */
const ANSWERS: Record<string, Answer> = {
  "/billing": { status: 200, body: "booked" },
  "/ledger": { status: 503, body: "The ledger is being migrated." },
  "/crm": { status: 404, body: "No such hook." },
  "/archive": { status: 302, headers: { location: "https://archive.example/moved" }, body: "moved" },
  "/warehouse": { status: 200, body: "stored", afterMs: 120 },
  "/alerts": { status: 200, body: "noted" },
};

/**
 * The provider simulator of the demo workspace: real HTTP on a loopback address of its own, so that the demo's
 * deliveries, failures and connection tests are real ones. It runs only when the demo is on.
 */
export function startSimulator(address: string, log: Log): Promise<Server> {
  const [host = "127.0.0.1", port = "0"] = address.split(":");
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      const answer = answerFor(request.url ?? "/", request.headers.authorization);
      setTimeout(() => {
        response.writeHead(answer.status, {
          "content-type": "text/plain",
          "x-simulated": "interlock demo",
          ...answer.headers,
        });
        response.end(answer.body);
      }, answer.afterMs ?? 0);
    });
  });
  server.requestTimeout = 15_000;
  return new Promise((resolve) => {
    server.once("error", (error) => {
      log.warn(
        { event: "simulator.unavailable", err: error },
        "The demo's provider simulator could not listen; its destinations will fail.",
      );
      resolve(server);
    });
    server.listen(Number(port), host, () => resolve(server));
  });
}

function answerFor(url: string, authorization: string | undefined): Answer {
  const { pathname } = new URL(url, "http://simulator");
  if (pathname === "/v1/account") {
    return authorization === undefined
      ? { status: 401, body: "Who are you" }
      : { status: 200, headers: { "content-type": "application/json" }, body: '{"object":"account","livemode":false}' };
  }
  return ANSWERS[pathname] ?? { status: 404, body: "The simulator knows no such path." };
}
