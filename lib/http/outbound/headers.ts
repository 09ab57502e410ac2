import { OutboundError } from "./errors.ts";

/** Framing and routing belong to the client; a caller that could set them could smuggle a second request. */
const RESERVED = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authorization",
  "upgrade",
  "te",
  "trailer",
  "expect",
  "http2-settings",
]);
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,128}$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
const BAD_VALUE = /[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/;
const MAX_HEADERS = 64;
const MAX_VALUE = 8192;

function refuse(code: string, message: string): never {
  throw new OutboundError("bad_header", code, message);
}

/** Throws with the header's name, never its value: the value may be a secret. */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  let count = 0;
  for (const name in headers) {
    const value = headers[name];
    if (++count > MAX_HEADERS) refuse("TOO_MANY_HEADERS", `A request carries at most ${MAX_HEADERS} headers.`);
    if (!NAME.test(name)) refuse("HEADER_NAME", "A header name has characters that HTTP does not allow.");
    if (RESERVED.has(name.toLowerCase())) refuse("HEADER_RESERVED", `The header "${name}" is set by Interlock itself.`);
    if (value === undefined || BAD_VALUE.test(value))
      refuse("HEADER_VALUE", `The header "${name}" has a line break or another character that HTTP does not allow.`);
    if (value.length > MAX_VALUE)
      refuse("HEADER_TOO_LONG", `The header "${name}" is longer than ${MAX_VALUE} characters.`);
  }
}
