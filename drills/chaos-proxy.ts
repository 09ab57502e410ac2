import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** Where in an exchange the connection breaks. All but `half_close` break with a reset. */
export const STAGES = {
  accept: "when it is accepted",
  request: "in the middle of the request",
  answer: "before the first byte of the answer",
  status: "in the middle of the status line",
  headers: "after the headers",
  body: "in the middle of the body",
  half_close: "in the middle of the body, with a FIN",
  reused: "at the second request of a connection",
} as const;
export type Stage = keyof typeof STAGES;

export type ChaosProxy = { url: string; broken: number; close: () => void };
type Break = { client: Socket; server: Socket; broke: () => void };

const REQUEST_BYTES = 1_000;
const STATUS_BYTES = 9;
const HEAD_END = "\r\n\r\n";
/** What was written should be read before the reset throws it away. */
const READ_MS = 50;

/** A TCP proxy that breaks its first connections at one stage and is a good proxy from then on. */
export async function startChaosProxy(to: number, stage: Stage, breaks: number): Promise<ChaosProxy> {
  const open = new Set<Socket>();
  let left = breaks;
  const proxy: ChaosProxy = { url: "", broken: 0, close: () => undefined };
  const listener = createServer((client) => {
    const breaksThis = left-- > 0;
    const broke = () => void proxy.broken++;
    track(client);
    if (breaksThis && stage === "accept") return reset(client, broke);
    const server = track(connect(to, "127.0.0.1"));
    client.on("close", () => server.destroy());
    server.on("close", () => client.destroy());
    if (!breaksThis) return void client.pipe(server).pipe(client);
    FAULTS[stage]({ client, server, broke });
  });
  function track(socket: Socket): Socket {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    return socket.on("error", () => undefined);
  }
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  proxy.url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  proxy.close = () => {
    listener.close();
    for (const socket of open) socket.destroy();
  };
  return proxy;
}

function reset(socket: Socket, broke: () => void): void {
  broke();
  socket.resetAndDestroy();
}

/** Lets the request through and so much of the answer as `part` finds, then breaks. */
function cutAnswer(
  part: (answer: Buffer) => number | null,
  end: (socket: Socket) => void = (s) => s.resetAndDestroy(),
) {
  return ({ client, server, broke }: Break): void => {
    let answer = Buffer.alloc(0);
    client.pipe(server);
    const look = async (chunk: Buffer) => {
      answer = Buffer.concat([answer, chunk]);
      const length = part(answer);
      if (length === null) return;
      server.off("data", look);
      client.write(answer.subarray(0, length));
      await wait(READ_MS);
      broke();
      end(client);
    };
    server.on("data", look);
  };
}

const headLength = (answer: Buffer): number | null => {
  const at = answer.indexOf(HEAD_END);
  return at < 0 ? null : at + HEAD_END.length;
};
const halfBody = (answer: Buffer): number | null => {
  const head = headLength(answer);
  return head === null || answer.length < head + 2 ? null : head + Math.floor((answer.length - head) / 2);
};

const FAULTS: Readonly<Record<Stage, (at: Break) => void>> = {
  accept: ({ client, broke }) => reset(client, broke),
  request: ({ client, server, broke }) => {
    let seen = 0;
    client.on("data", (chunk: Buffer) => {
      if (seen >= REQUEST_BYTES) return;
      server.write(chunk.subarray(0, REQUEST_BYTES - seen));
      seen += chunk.length;
      if (seen < REQUEST_BYTES) return;
      reset(client, broke);
      server.resetAndDestroy();
    });
  },
  answer: cutAnswer(() => 0),
  status: cutAnswer((answer) => (answer.length < STATUS_BYTES ? null : STATUS_BYTES)),
  headers: cutAnswer(headLength),
  body: cutAnswer(halfBody),
  half_close: cutAnswer(halfBody, (socket) => socket.end()),
  reused: ({ client, server, broke }) => {
    let answered = false;
    server.pipe(client);
    server.on("data", () => {
      answered = true;
    });
    client.on("data", (chunk: Buffer) => (answered ? reset(client, broke) : server.write(chunk)));
  },
};
