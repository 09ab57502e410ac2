import { connect, type Socket } from "node:net";
import { stripeRequests } from "./wire.ts";

/**
 * The sender, in a process of its own: a number of keep-alive connections, one request at a time on each. What is
 * answered 503 is sent again, as a provider would. Without a
 * rate as fast as answers come; with one, on a clock, and the time counts from when a request was due.
 */
export type LoadPlan = {
  port: number;
  /** Taken in turn. */
  paths: readonly string[];
  secret: string;
  connections: number;
  /** Requests to send; the run ends when all are answered. */
  count: number;
  bytes: number;
  ratePerS?: number;
  /** Stay connected this long after the last answer. */
  lingerMs?: number;
};
export type LoadResult = {
  /** By the clock on the wall: with a rate, request n was due n / rate seconds later. */
  startedAtMs: number;
  seconds: number;
  byStatus: Record<string, number>;
  p50: number;
  p99: number;
  max: number;
};

const plan: LoadPlan = JSON.parse(process.argv[2] ?? "{}");
const requests = stripeRequests(plan.count, plan);
const byStatus: Record<string, number> = {};
const times: number[] = [];
let next = 0;
let answered = 0;
let startedAt = 0;
let startedAtMs = 0;

type Line = { socket: Socket; request: Buffer | undefined; dueAt: number; held: string };
const lines: Line[] = [];
const idle: Line[] = [];
const due: number[] = [];

/** What the answer asks for in Retry-After. */
const RETRY_MS = 2_000;

function send(line: Line, dueAt: number, again?: Buffer): void {
  const request = again ?? requests[next++];
  if (request === undefined) return;
  line.request = request;
  line.dueAt = dueAt;
  line.socket.write(request);
}

function onData(line: Line, chunk: Buffer): void {
  line.held += chunk.toString("latin1");
  const end = line.held.indexOf("\r\n\r\n");
  if (end < 0) return;
  const length = Number(/content-length: (\d+)/i.exec(line.held.slice(0, end))?.[1] ?? 0);
  const chunked = length === 0 && /transfer-encoding: chunked/i.test(line.held.slice(0, end));
  if (chunked ? !line.held.endsWith("0\r\n\r\n") : line.held.length < end + 4 + length) return;
  const status = line.held.slice(9, 12);
  byStatus[status] = (byStatus[status] ?? 0) + 1;
  line.held = "";
  if (status === "503") {
    const { request, dueAt } = line;
    setTimeout(() => send(line, dueAt, request), RETRY_MS);
    return;
  }
  times.push(performance.now() - line.dueAt);
  if (++answered === plan.count) finish();
  else if (plan.ratePerS === undefined) send(line, performance.now());
  else {
    const waiting = due.shift();
    if (waiting === undefined) idle.push(line);
    else send(line, waiting);
  }
}

function finish(): void {
  const seconds = (performance.now() - startedAt) / 1_000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  const result: LoadResult = { startedAtMs, seconds, byStatus, p50: at(0.5), p99: at(0.99), max: times.at(-1) ?? 0 };
  process.stdout.write(`${JSON.stringify(result)}\n`);
  setTimeout(() => process.exit(0), plan.lingerMs ?? 0);
}

function onTick(): void {
  const rate = plan.ratePerS ?? 0;
  const wanted = Math.min(plan.count, Math.floor(((performance.now() - startedAt) / 1_000) * rate));
  for (; scheduled < wanted; scheduled++) {
    const dueAt = startedAt + (scheduled / rate) * 1_000;
    // The one that has rested longest: each connection carries its share.
    const line = idle.shift();
    if (line === undefined) due.push(dueAt);
    else send(line, dueAt);
  }
}
let scheduled = 0;

async function main(): Promise<void> {
  for (let at = 0; at < plan.connections; at++) {
    const socket = connect(plan.port, "127.0.0.1");
    socket.setNoDelay(true);
    const line: Line = { socket, request: undefined, dueAt: 0, held: "" };
    socket.on("data", (chunk) => onData(line, chunk));
    socket.on("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    });
    lines.push(line);
    if (at % 256 === 255 || at === plan.connections - 1)
      await new Promise((resolve) => socket.once("connect", resolve));
  }
  startedAt = performance.now();
  startedAtMs = Date.now();
  if (plan.ratePerS === undefined) for (const line of lines) send(line, performance.now());
  else {
    idle.push(...lines);
    setInterval(onTick, 2);
  }
}

await main();
