import { OutboundError } from "./errors.ts";
import { bareHost } from "./policy.ts";

/** A URL parsed once. Nothing after this reads the text again. */
export type Target = {
  origin: string;
  protocol: "http:" | "https:";
  /** Without brackets and trailing dot. */
  hostname: string;
  port: number;
  /** Path and query, as sent. */
  path: string;
};

const MAX_LENGTH = 2048;

function refuse(code: string, message: string): never {
  throw new OutboundError("bad_url", code, message);
}

/** Characters that URL parsers disagree about: the parser would drop or turn them, so nobody may send them. */
function hasAmbiguousCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 0x20 || code === 0x7f || code === 0x5c) return true;
  }
  return false;
}

export function parseTarget(text: string): Target {
  if (text.length > MAX_LENGTH) refuse("URL_TOO_LONG", `The URL is longer than ${MAX_LENGTH} characters.`);
  if (hasAmbiguousCharacter(text))
    refuse("URL_AMBIGUOUS", "The URL contains a space, a control character or a backslash.");
  if (!URL.canParse(text)) refuse("URL_INVALID", "This is not a URL. Write it as https://host/path.");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:")
    refuse("URL_SCHEME", "Only https (and http where it is allowed) can be called.");
  if (!/^https?:\/\/[^/?#]/i.test(text)) refuse("URL_HOST", "The URL has no host.");
  if (url.username !== "" || url.password !== "" || /^https?:\/\/[^/?#]*@/i.test(text))
    refuse("URL_USERINFO", "A URL must not carry a user name or a password. Use a credential.");
  if (text.includes("#")) refuse("URL_FRAGMENT", "A URL that is called has no # part.");
  const hostname = bareHost(url.hostname);
  if (hostname === "") refuse("URL_HOST", "The URL has no host.");
  url.hostname = url.hostname.replace(/\.$/, "");
  const secure = url.protocol === "https:";
  return {
    origin: url.origin,
    protocol: secure ? "https:" : "http:",
    hostname,
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    path: url.pathname + url.search,
  };
}
