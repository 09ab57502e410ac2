import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";

/** A caller that speaks no HTTP of its own: it writes what it is told, as slowly as it is told. */
export type RawSocket = {
  socket: Socket;
  /** What came back so far. */
  said: () => string;
  /** Milliseconds from its opening until the other side closed it; waits until then. */
  closedAfterMs: Promise<number>;
};

export function openRaw(port: number): Promise<RawSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
    const startedAt = performance.now();
    let said = "";
    const closedAfterMs = new Promise<number>((closed) => {
      socket.once("close", () => closed(performance.now() - startedAt));
    });
    socket.on("data", (chunk: Buffer) => {
      if (said.length < 4_096) said += chunk.toString("latin1");
    });
    socket.on("end", () => socket.end());
    socket.once("error", reject);
    socket.on("error", () => undefined);
    socket.once("connect", () => resolve({ socket, said: () => said, closedAfterMs }));
  });
}

/** The first line of a POST and its headers, as a provider would write them. */
export function head(path: string, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join("")}\r\n`;
}

/** Established connections at the server's end of a port; NaN where the system does not tell. */
export function openConnections(port: number): number {
  try {
    const local = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
    const rows = readFileSync("/proc/net/tcp", "utf8").split("\n").slice(1);
    return rows.filter((row) => {
      const [, at, , state] = row.trim().split(/\s+/);
      return at?.endsWith(local) === true && state === "01";
    }).length;
  } catch {
    return Number.NaN;
  }
}
