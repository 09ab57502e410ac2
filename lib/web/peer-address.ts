import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** The framework may load this file into more than one bundle of the same process. */
const NOTED = Symbol.for("interlock.peer-noted");

/**
 * The framework hands no socket to our code and leaves a client's own X-Forwarded-For as it came. As a proxy would, we
 * add the address that we ourselves saw at the end of it, before anything reads the request; `addressOf` counts from there.
 */
export function notePeerAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (Object.hasOwn(request, NOTED)) return;
    Object.defineProperty(request, NOTED, { value: true });
    request.headers["x-forwarded-for"] = withPeer(
      request.headers["x-forwarded-for"],
      request.socket.remoteAddress ?? "unknown",
    );
  });
}

export function withPeer(given: string | string[] | undefined, peer: string): string {
  return [...(given === undefined ? [] : [given].flat()), peer.replace(/^::ffff:/, "")].join(", ");
}
