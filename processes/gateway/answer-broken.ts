import type { Duplex } from "node:stream";

const LINGER_MS = 1_000;
const ANSWERS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
  HPE_CHUNK_EXTENSIONS_OVERFLOW: "413 Payload Too Large",
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
};

/**
 * The answer to what is no HTTP request. A socket closed with bytes unread is reset, and the reset can overtake the
 * answer: so what still comes is thrown away for a second. A slow sender has had its time and gets no more.
 */
export function answerBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (socket.destroyed || socket.writableEnded) return;
  const code = error.code ?? "";
  const text = `HTTP/1.1 ${ANSWERS[code] ?? "400 Bad Request"}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`;
  if (code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    socket.write(text);
    return void socket.destroy();
  }
  socket.end(text);
  const timer = setTimeout(() => socket.destroy(), LINGER_MS);
  socket.on("close", () => clearTimeout(timer));
}
