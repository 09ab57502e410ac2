import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { exchangeError, OutboundError, type OutboundErrorClass } from "./errors.ts";
import type { Exposure } from "./policy.ts";

type SendAnswer = {
  ok: true;
  status: number;
  headers: IncomingHttpHeaders;
  /** The first bytes only, as sent: never decompressed. */
  body: Buffer;
  truncated: boolean;
  durationMs: number;
  /** Until its new socket was connected; null when it went over one that was open. */
  connectMs: number | null;
  /** `allowed` targets are internal: their bodies are for operators only. */
  exposure: Exposure;
};
type SendFailure = {
  ok: false;
  error: OutboundErrorClass;
  code: string;
  message: string;
  /** False when not one byte of the request can have arrived: a retry repeats nothing. */
  maybeSent: boolean;
  /** Known when the answer began but did not end. */
  status: number | null;
  durationMs: number;
  connectMs: number | null;
};
export type SendResult = SendAnswer | SendFailure;

type Limits = { keepBytes: number; maxBytes: number };
type Outcome = {
  exposure: () => Exposure;
  connectMs: () => number | null;
  now: () => number;
  settle: (result: SendResult) => void;
};

const GIVEN_UP = new OutboundError("aborted", "GIVEN_UP", "The call was given up.");

/**
 * undici frees a socket one turn of the event loop after its answer ended. Answering sooner would make
 * every next call open a second connection.
 */
function afterSocketIsFree(run: () => void): void {
  process.nextTick(setImmediate, run);
}

/** One request and its answer. Settles once; whatever comes later is dropped. */
export class Exchange implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | null = null;
  private status: number | null = null;
  private headers: IncomingHttpHeaders = {};
  private chunks: Buffer[] = [];
  private kept = 0;
  private seen = 0;
  private settled = false;
  private connectMs: number | null = null;
  private readonly startedAt: number;
  private readonly limits: Limits;
  private readonly outcome: Outcome;

  constructor(limits: Limits, outcome: Outcome) {
    this.limits = limits;
    this.outcome = outcome;
    this.startedAt = outcome.now();
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    this.connectMs = this.outcome.connectMs();
    if (this.settled) controller.abort(GIVEN_UP);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.settled) return;
    this.seen += chunk.length;
    const room = this.limits.keepBytes - this.kept;
    if (room > 0) {
      // Copied: the chunk is a view of a 64 kB read buffer.
      const part = Buffer.from(room >= chunk.length ? chunk : chunk.subarray(0, room));
      this.chunks.push(part);
      this.kept += part.length;
    }
    // The status line has already decided the outcome; an endless body buys nothing more.
    if (this.seen > this.limits.maxBytes) {
      this.answer();
      this.controller?.abort(GIVEN_UP);
    }
  }

  onResponseEnd(): void {
    this.answer();
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.fail(exchangeError(error));
  }

  /** The deadline, or the caller, ended it. */
  giveUp(error: OutboundError): void {
    this.fail(error);
    this.controller?.abort(GIVEN_UP);
  }

  fail(error: OutboundError): void {
    if (this.settled) return;
    this.settled = true;
    this.outcome.settle({
      ok: false,
      error: error.errorClass,
      code: error.code,
      message: error.message,
      maybeSent: this.controller !== null,
      status: this.status,
      durationMs: this.outcome.now() - this.startedAt,
      connectMs: this.connectMs,
    });
  }

  private answer(): void {
    if (this.settled || this.status === null) return;
    this.settled = true;
    const only = this.chunks.length === 1 ? this.chunks[0] : undefined;
    const result: SendAnswer = {
      ok: true,
      status: this.status,
      headers: this.headers,
      body: only ?? Buffer.concat(this.chunks),
      truncated: this.seen > this.kept,
      durationMs: this.outcome.now() - this.startedAt,
      connectMs: this.connectMs,
      exposure: this.outcome.exposure(),
    };
    afterSocketIsFree(() => this.outcome.settle(result));
  }
}
