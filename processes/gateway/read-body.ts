import type { IncomingMessage } from "node:http";

export type BodyReading =
  | { kind: "whole"; body: Buffer }
  | { kind: "too_large" }
  | { kind: "too_busy" }
  /** The sender went away before the end: there is nobody to answer. */
  | { kind: "broken" };

const MAX_HELD_BYTES = 256 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);
let held = 0;

/**
 * Collects a body of at most `limit` bytes. What is over the limit is never kept, whatever the sender announced, and
 * all bodies under way together stay below a bound of their own. The server's request timeout ends a slow one.
 */
export function readBody(request: IncomingMessage, limit: number, done: (reading: BodyReading) => void): void {
  let first: Buffer | undefined;
  let more: Buffer[] | undefined;
  let size = 0;
  let open = true;
  const end = (reading: BodyReading) => {
    if (!open) return;
    open = false;
    held -= size;
    first = undefined;
    more = undefined;
    done(reading);
  };
  request.on("data", (chunk: Buffer) => {
    if (!open) return;
    size += chunk.length;
    held += chunk.length;
    if (size > limit) return end({ kind: "too_large" });
    if (held > MAX_HELD_BYTES) return end({ kind: "too_busy" });
    if (first === undefined) first = chunk;
    else if (more === undefined) more = [first, chunk];
    else more.push(chunk);
  });
  request.on("end", () => end({ kind: "whole", body: more === undefined ? (first ?? EMPTY) : Buffer.concat(more) }));
  request.on("error", () => end({ kind: "broken" }));
  request.on("close", () => end({ kind: "broken" }));
}
