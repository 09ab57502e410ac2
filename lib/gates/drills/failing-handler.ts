import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type FailingHandler = { url: string; received: () => number; close: () => Promise<void> };

/** A handler of ours on loopback that answers 500 to everything and counts. Lives as long as its drill. */
export async function startFailingHandler(): Promise<FailingHandler> {
  let received = 0;
  const server = createServer((request, response) => {
    received++;
    request.resume();
    request.on("end", () => {
      response.writeHead(500, { "content-type": "text/plain" });
      response.end("This handler fails on purpose: it belongs to a drill.");
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/drill`,
    received: () => received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
