import { createHash } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { at: number; path: string; headers: IncomingHttpHeaders; body: Buffer; sha: string };
export type Answer = { status: number; headers?: Record<string, string>; body?: string | Buffer; delayMs?: number };

/** A destination of a test: keeps what arrives and answers as it is told. */
export type Sink = {
  url: string;
  received: Received[];
  /** Requests in progress now, and the most there ever were. */
  open: number;
  mostOpen: number;
  answer: (request: Received, nth: number) => Answer | Promise<Answer>;
  close: () => Promise<void>;
};

export async function startSink(answer: Sink["answer"] = () => ({ status: 204 })): Promise<Sink> {
  const sink: Sink = { url: "", received: [], open: 0, mostOpen: 0, answer, close: async () => undefined };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    sink.open++;
    sink.mostOpen = Math.max(sink.mostOpen, sink.open);
    response.on("close", () => sink.open--);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks);
      const sha = createHash("sha256").update(body).digest("hex");
      const received = { at: Date.now(), path: request.url ?? "/", headers: request.headers, body, sha };
      sink.received.push(received);
      const { status, headers, body: text, delayMs } = await sink.answer(received, sink.received.length);
      if (delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, delayMs));
      response.writeHead(status, headers);
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  sink.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sink.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return sink;
}

/** Waits for something to become true, and fails by saying what did not. */
export async function eventually(
  what: string,
  check: () => boolean | Promise<boolean>,
  withinMs = 8_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Not within ${withinMs} ms: ${what}`);
}
